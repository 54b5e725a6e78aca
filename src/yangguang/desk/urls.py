"""The addresses of the desk."""

from __future__ import annotations

from django.urls import path

from yangguang.desk import first_run, home, sign_in

app_name = "desk"
urlpatterns = [
    path("", home.door, name="home"),
    path("begin/", first_run.first_run, name="first_run"),
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("password/", sign_in.password, name="password"),
    path("standing/", sign_in.standing, name="standing"),
]
