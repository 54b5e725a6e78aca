"""The addresses of the desk below 规范性文件."""

from __future__ import annotations

from django.urls import path

from yangguang.desk import clean_up_page, normative_document, normative_forms, normative_page

urlpatterns = [
    path("normative/", normative_page.documents, name="normative"),
    path("normative/library/", normative_page.library, name="library"),
    path("normative/makers/", normative_forms.makers, name="makers"),
    path("normative/makers/new/", normative_forms.new_maker, name="new_maker"),
    path("normative/makers/<int:number>/end/", normative_forms.last_day, name="end_maker"),
    path("normative/rules/", normative_forms.rules, name="normative_rules"),
    path("normative/clean-ups/", clean_up_page.clean_ups, name="clean_ups"),
    path("normative/clean-ups/new/", clean_up_page.new_clean_up, name="new_clean_up"),
    path("normative/clean-ups/<int:number>/", clean_up_page.clean_up, name="clean_up"),
    path("normative/clean-ups/<int:number>/result/", clean_up_page.result, name="clean_up_result"),
    path("normative/clean-ups/<int:number>/<slug:verb>/", clean_up_page.move, name="clean_up_move"),
    path("normative/entries/<int:number>/", clean_up_page.entry, name="clean_up_entry"),
    path("normative/filings/<int:number>/", normative_document.accept, name="accept_filing"),
    path("normative/<int:number>/", normative_document.document, name="normative_document"),
    path("normative/<int:number>/register/", normative_document.register_number, name="register_number"),
    path("normative/<int:number>/legality/", normative_document.review, name="review_legality"),
    path("normative/<int:number>/filing/", normative_document.send, name="send_for_filing"),
]
