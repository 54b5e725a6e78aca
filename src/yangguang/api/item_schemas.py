"""What do the answers about published information look like? The same facts that its page shows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from ninja import Field, Schema

from yangguang.catalogue.nodes import ColumnNode
from yangguang.disclosure.definitions import Definition
from yangguang.disclosure.definitions import Field as Question
from yangguang.disclosure.files import file_address
from yangguang.disclosure.showing.answers import FieldAnswer
from yangguang.disclosure.showing.facts import (
    Bearing,
    FileFacts,
    ItemFacts,
    Line,
    Party,
    Place,
    Tombstone,
    ValidityFacts,
)

Cell = str | bool | list[str]


class OrganOut(Schema):
    """An organ by its name."""

    number: int | None = Field(description="机关编号；不在本站的机关为 null")
    name: str = Field(description="机关名称")

    @classmethod
    def of(cls, party: Party) -> OrganOut:
        """The organ as plain values."""
        return cls(number=party.number, name=party.name)


class ValidityOut(Schema):
    """How a document stands on the day asked for."""

    status: str = Field(description="有效、有效（已修改）、尚未施行、失效、废止")
    from_on: date | None = Field(description="施行日期")
    to_on: date | None = Field(description="有效的最后一日；null 表示没有终止")
    ended_how: str | None = Field(description="怎样失效；到了失效之日才有")
    ended_by: int | None = Field(description="使它失效的信息的编号；到了失效之日才有")

    @classmethod
    def of(cls, held: ValidityFacts) -> ValidityOut:
        """The validity as plain values."""
        return cls(
            status=held.status.value,
            from_on=held.from_on,
            to_on=held.to_on,
            ended_how=held.how or None,
            ended_by=held.by,
        )


class LineOut(Schema):
    """An item in a list."""

    number: int = Field(description="编号，在网址里使用")
    index_no: str = Field(description="索引号")
    title: str = Field(description="标题")
    document_no: str | None = Field(description="文号")
    type: str = Field(description="信息类型代码，见 /api/types")
    type_label: str = Field(description="信息类型")
    publisher: OrganOut = Field(description="发布机构")
    made_on: date | None = Field(description="成文日期")
    released_at: datetime = Field(description="发布时间，首次发布后不变")
    validity: ValidityOut | None = Field(description="有效性；没有有效期的信息（如动态）为 null")

    @classmethod
    def of(cls, line: Line) -> LineOut:
        """The line as plain values."""
        return cls(
            number=line.number,
            index_no=line.index_no,
            title=line.title,
            document_no=line.document_no or None,
            type=line.type_key,
            type_label=line.type_label,
            publisher=OrganOut.of(line.publisher),
            made_on=line.made_on,
            released_at=line.released_at.replace(microsecond=0),
            validity=ValidityOut.of(line.validity) if line.validity else None,
        )


class LinesOut(Schema):
    """A page of the list, newest first."""

    on: date = Field(description="有效性按哪一日")
    items: list[LineOut]
    next: str | None = Field(description="下一页的 cursor；没有下一页时为 null")


class CellOut(Schema):
    """The name and label of a column of an answer in rows."""

    name: str
    label: str


class AnswerOut(Schema):
    """The answer to a question of the type."""

    name: str = Field(description="字段代码，见 /api/types")
    label: str = Field(description="字段名称")
    kind: str = Field(description="字段种类")
    unit: str | None = Field(description="单位")
    value: Cell | list[dict[str, Cell]] = Field(description="原值：日期如 2026-01-20，数字为文本，多行为列表")
    words: str | None = Field(description="页面上的写法；多行的为 null")
    columns: list[CellOut] = Field(description="多行的各列；其他字段为空列表")

    @classmethod
    def of(cls, answer: FieldAnswer) -> AnswerOut:
        """The answer as plain values."""
        return cls(
            name=answer.name,
            label=answer.label,
            kind=answer.kind.value,
            unit=answer.unit or None,
            value=answer.value,
            words=answer.words,
            columns=[CellOut(name=name, label=label) for name, label in answer.columns],
        )


class FileOut(Schema):
    """A file of the released version."""

    name: str = Field(description="文件名")
    digest: str = Field(description="文件内容的 SM3 校验值")
    media: str = Field(description="媒体类型")
    size: int = Field(description="字节数")
    address: str = Field(description="下载地址，相对于本站")

    @classmethod
    def of(cls, file: FileFacts) -> FileOut:
        """The file as plain values."""
        address = file_address(file.digest, file.name)
        return cls(name=file.name, digest=file.digest, media=file.media, size=file.size, address=address)


class RelationOut(Schema):
    """What one item has to do with another."""

    kind: str = Field(description="amends 修改、replaces 替代、repeals 废止、interprets 解读、based_on 依据")
    label: str = Field(description="关系的名称")
    outgoing: bool = Field(description="true：本信息对另一条；false：另一条对本信息")
    effective_on: date | None = Field(description="自何日起")
    item: LineOut = Field(description="另一条信息")

    @classmethod
    def of(cls, bearing: Bearing) -> RelationOut:
        """The relation as plain values."""
        return cls(
            kind=bearing.kind.value,
            label=bearing.kind.label,
            outgoing=bearing.outgoing,
            effective_on=bearing.effective_on,
            item=LineOut.of(bearing.other),
        )


class CorrectionOut(Schema):
    """What was put right, as the public was told."""

    on: date = Field(description="更正日期")
    note: str = Field(description="更正说明")


class PlaceOut(Schema):
    """A column in which an item stands."""

    code: str = Field(description="栏目编码，见 /api/columns")
    path: list[str] = Field(description="从最上一级到本栏目的名称")

    @classmethod
    def of(cls, place: Place) -> PlaceOut:
        """The column as plain values."""
        return cls(code=place.code, path=list(place.path))


class ItemOut(LineOut):
    """An item with everything that is said of it."""

    on: date = Field(description="有效性按哪一日")
    updated_at: datetime = Field(description="最近一次更正或者发布的时间")
    issuers: list[OrganOut] = Field(description="发文机关，主办的在前")
    document_kind: str | None = Field(description="公文种类")
    subject: str | None = Field(description="主题分类")
    genre: str | None = Field(description="体裁分类")
    openness: str = Field(description="公开方式")
    source: str | None = Field(description="来源")
    keywords: list[str] = Field(description="关键词")
    summary: str | None = Field(description="内容概述")
    effective_on: date | None = Field(description="文件所写的施行日期")
    expires_on: date | None = Field(description="文件所写的有效期至")
    columns: list[PlaceOut] = Field(description="所在栏目")
    fields: list[AnswerOut] = Field(description="该类型的各项内容，按该类型的次序")
    body: str = Field(description="正文，HTML")
    attachments: list[FileOut] = Field(description="附件")
    original: FileOut | None = Field(description="原版文件")
    relations: list[RelationOut] = Field(description="与其他信息的关系，两个方向")
    corrections: list[CorrectionOut] = Field(description="更正，先的在前")

    @classmethod
    def whole(cls, item: ItemFacts, on: date) -> ItemOut:
        """The item as plain values."""
        return cls(
            **LineOut.of(item.line).dict(),
            on=on,
            updated_at=item.updated_at.replace(microsecond=0),
            issuers=[OrganOut.of(one) for one in item.issuers],
            document_kind=item.document_kind or None,
            subject=item.subject or None,
            genre=item.genre or None,
            openness=item.openness,
            source=item.source or None,
            keywords=list(item.keywords),
            summary=item.summary or None,
            effective_on=item.effective_on,
            expires_on=item.expires_on,
            columns=[PlaceOut.of(one) for one in item.places],
            fields=[AnswerOut.of(one) for one in item.answers],
            body=item.body,
            attachments=[FileOut.of(one) for one in item.attachments],
            original=FileOut.of(item.original) if item.original else None,
            relations=[RelationOut.of(one) for one in item.bearings],
            corrections=[CorrectionOut(on=one.on, note=one.note) for one in item.corrections],
        )


class TombstoneOut(Schema):
    """What is left of an item that was taken down."""

    detail: str = Field(description="一句话说明")
    number: int = Field(description="编号")
    index_no: str = Field(description="索引号")
    title: str | None = Field(description="标题；因保密或者隐私撤下的为 null")
    document_no: str | None = Field(description="文号；因保密或者隐私撤下的为 null")
    publisher: OrganOut = Field(description="发布机构")
    ground: str = Field(description="撤下原因")
    reason: str | None = Field(description="撤下说明；因保密或者隐私撤下的为 null")
    since: datetime = Field(description="撤下时间")

    @classmethod
    def of(cls, left: Tombstone) -> TombstoneOut:
        """The tombstone as plain values."""
        return cls(
            detail=f"这条信息已于{left.since:%Y-%m-%d}撤下：{left.ground}",
            number=left.number,
            index_no=left.index_no,
            title=left.title or None,
            document_no=left.document_no or None,
            publisher=OrganOut.of(left.publisher),
            ground=left.ground,
            reason=left.reason or None,
            since=left.since.replace(microsecond=0),
        )


class ColumnOut(Schema):
    """A column with those below it."""

    code: str = Field(description="栏目编码")
    name: str = Field(description="栏目名称")
    article: str | None = Field(description="《政府信息公开条例》的条款，如 20.1")
    part: str = Field(description="guide 指南、system 制度、content 主动公开、report 年报、local 本地")
    level: str = Field(description="所在页面：any、county_department、county、department、township")
    from_on: date = Field(description="启用日期")
    to_on: date | None = Field(description="停用前的最后一日")
    below: list[ColumnOut] = Field(description="下级栏目")


class ColumnsOut(Schema):
    """The columns of a day."""

    on: date = Field(description="哪一日的栏目")
    columns: list[ColumnOut]


class OptionOut(Schema):
    """An answer that may be picked."""

    code: str
    label: str


class QuestionOut(Schema):
    """A question of a type."""

    name: str = Field(description="字段代码")
    label: str = Field(description="字段名称")
    kind: str = Field(description="字段种类")
    required: bool = Field(description="是否必填")
    unit: str | None = Field(description="单位")
    options: list[OptionOut] = Field(description="可选的值")
    vocabulary: str | None = Field(description="所用词表")
    columns: list[QuestionOut] = Field(description="多行的各列")

    @classmethod
    def of(cls, question: Question) -> QuestionOut:
        """The question as plain values."""
        return cls(
            name=question.name,
            label=question.label,
            kind=question.kind.value,
            required=question.required,
            unit=question.unit or None,
            options=[OptionOut(code=one.code, label=one.label) for one in question.options],
            vocabulary=question.vocabulary,
            columns=[cls.of(one) for one in question.columns],
        )


class TypeOut(Schema):
    """A type of information with its questions."""

    key: str = Field(description="类型代码")
    label: str = Field(description="类型名称")
    group: str = Field(description="类型所在的组")
    says: str = Field(description="这类信息是什么")
    normative: bool = Field(description="是否行政规范性文件")
    fields: list[QuestionOut] = Field(description="该类型的各项内容")

    @classmethod
    def of(cls, kind: Definition) -> TypeOut:
        """The type as plain values."""
        return cls(
            key=kind.key,
            label=kind.label,
            group=kind.group,
            says=kind.says,
            normative=kind.normative,
            fields=[QuestionOut.of(one) for one in kind.fields],
        )


class TypesOut(Schema):
    """Every type in use."""

    types: list[TypeOut]


def tree_of(nodes: Iterable[ColumnNode]) -> list[ColumnOut]:
    """Columns in reading order, each inside the one above it."""
    made: dict[int, ColumnOut] = {}
    top: list[ColumnOut] = []
    for node in nodes:
        made[node.pk] = ColumnOut(
            code=node.code,
            name=node.name,
            article=node.article or None,
            part=node.part.value,
            level=node.level.value,
            from_on=node.from_on,
            to_on=node.to_on,
            below=[],
        )
        (top if node.parent is None else made[node.parent].below).append(made[node.pk])
    return top
