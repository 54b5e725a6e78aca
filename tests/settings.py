"""The settings of the suite: those of the product, in a data folder that goes when the suite ends."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

_data = tempfile.mkdtemp(prefix="yangguang-tests-")
atexit.register(shutil.rmtree, _data, ignore_errors=True)
os.mkdir(os.path.join(_data, "static"))  # as after `collectstatic`
os.environ["YANGGUANG_DATA"] = _data
os.environ.pop("DATABASE_URL", None)

from yangguang.settings import *  # noqa: E402, F403
