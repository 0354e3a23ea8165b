// The sentences of the server.
#include "server/texts.hpp"

#pragma clang diagnostic error "-Wmissing-designated-field-initializers"  // no sentence without its translation

namespace consultant {

namespace {

constexpr Texts english{
    .title = "Architecture Consultant",
    .tagline = "Architecture Consultant: should this project move to Rust?",
    .description = "A frank answer to whether your project should move to Rust, on which stack, or stay where it is.",
    .skip_to_content = "Skip to content",
    .language_switch = "Language",
    .hero_heading = "Should this project move to Rust?",
    .hero_lead =
        "Describe the project and get a frank answer: what the move would solve, what it costs, the stack, the risk. "
        "“Stay where you are” is a possible answer.",
    .error_prefix = "Error: ",
    .sum_heading = "The sum",
    .sum_move = "For the move",
    .sum_stay = "Against",
    .sum_hot_path = "Hot path",
    .sum_other = "Another language",
    .sum_balance = "Balance",
    .question_summary = "The question in full",
    .why_summary = "Why? The facts and sources behind each claim ({count})",
    .why_matched = "recognised by",
    .why_follows = "follows from",
    .why_source = "source:",
    .why_measured = "measured by its authors",
    .why_claimed = "a claim",
    .why_judged = "a judgement",
    .ask_again = "Ask another question",
    .not_found_title = "There is no such page",
    .not_found_text = "The address may be mistyped, or the page has moved.",
    .consultation_not_found_text = "There is no consultation with this number.",
    .too_large_title = "That is too much text",
    .too_large_text = "The Basic form takes up to {description} characters, each field of the Pro form up to {pro}. "
                      "Go back and shorten it: your browser keeps what you wrote.",
    .foreign_title = "This form came from another site",
    .foreign_text = "Open the form here and send it from this page.",
    .refused_title = "This request cannot be answered",
    .refused_text = "Go back, check the form and send it again.",
    .failure_title = "Something went wrong here",
    .failure_text = "Please try again in a moment. If it stays, report this number: {request_id}.",
    .back_home = "To the front page",
    .footer_engine =
        "Answers come from a transparent, deterministic rule base. Weigh them as you would a colleague's opinion.",
    .footer_sources = "Figures are claims or measurements of the sources named beside them, not ours.",
};

constexpr Texts russian{
    .title = "Архитектурный консультант",
    .tagline = "Архитектурный консультант: стоит ли переходить на Rust?",
    .description = "Честный ответ, стоит ли переводить проект на Rust, на какой стек, или лучше остаться на текущем.",
    .skip_to_content = "Перейти к содержанию",
    .language_switch = "Язык",
    .hero_heading = "Стоит ли переводить этот проект на Rust?",
    .hero_lead =
        "Опишите проект и получите прямой ответ: что решит переход, чего он стоит, какой стек выбрать и в чём риск. "
        "«Оставайтесь как есть» — тоже возможный ответ.",
    .error_prefix = "Ошибка: ",
    .sum_heading = "Сумма",
    .sum_move = "За переход",
    .sum_stay = "Против",
    .sum_hot_path = "Горячий путь",
    .sum_other = "Другой язык",
    .sum_balance = "Баланс",
    .question_summary = "Вопрос целиком",
    .why_summary = "Почему? Факты и источники каждого утверждения ({count})",
    .why_matched = "найдено по словам",
    .why_follows = "следует из фактов:",
    .why_source = "источник:",
    .why_measured = "измерено авторами",
    .why_claimed = "утверждение",
    .why_judged = "суждение",
    .ask_again = "Задать другой вопрос",
    .not_found_title = "Такой страницы нет",
    .not_found_text = "Возможно, в адресе опечатка или страница переехала.",
    .consultation_not_found_text = "Консультации с таким номером нет.",
    .too_large_title = "Слишком длинный текст",
    .too_large_text = "В базовую форму помещается до {description} символов, в каждое поле подробной — до {pro}. "
                      "Вернитесь назад и сократите текст: браузер помнит, что вы написали.",
    .foreign_title = "Форма отправлена с другого сайта",
    .foreign_text = "Откройте форму здесь и отправьте её с этой страницы.",
    .refused_title = "На такой запрос нельзя ответить",
    .refused_text = "Вернитесь назад, проверьте форму и отправьте её ещё раз.",
    .failure_title = "На нашей стороне что-то сломалось",
    .failure_text = "Попробуйте ещё раз чуть позже. Если не поможет, сообщите этот номер: {request_id}.",
    .back_home = "На главную",
    .footer_engine =
        "Ответы даёт прозрачная база правил: одинаковые на одинаковый текст. Относитесь к ним как к мнению коллеги.",
    .footer_sources = "Цифры — это утверждения или измерения источников, названных рядом, а не наши.",
};

}  // namespace

const Texts& texts(Language language) { return language == Language::ru ? russian : english; }

}  // namespace consultant
