"""What is asked under a project. Included by `projects.urls`, below the address of a project."""

from django.urls import path

from projects.views import hiding, questions

urlpatterns = [
    path("", questions.project_questions, name="questions"),
    path("stellen/", questions.ask_question, name="question_ask"),
    path("<int:question_id>/", questions.find_question, name="find_question"),
    path("<int:question_id>/antwoord/", questions.answer_question, name="question_answer"),
    path("<int:question_id>/antwoord/aanpassen/", questions.correct_answer, name="question_correct"),
    path("<int:question_id>/intrekken/", questions.withdraw_question, name="question_withdraw"),
    path("<int:question_id>/plaatsen/", questions.place_question, name="question_place"),
    path("<int:question_id>/niet-plaatsen/", questions.refuse_question, name="question_refuse"),
    path("<int:question_id>/verbergen/", hiding.hide_question, name="hide_question"),
]
