"""When does the record begin to listen? Once all models are there."""

from __future__ import annotations

import importlib

from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    """The engine and the record."""

    name = "yangguang.workflow"
    verbose_name = "流程与记录"

    def ready(self) -> None:
        """Listen to the sign-in library; the module needs the models, so it is loaded only now."""
        importlib.import_module("yangguang.workflow.sign_ins")
