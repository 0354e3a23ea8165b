// The sentences of the user interface.
#include "app/texts.hpp"

#pragma clang diagnostic error "-Wmissing-designated-field-initializers"  // no sentence without its translation

namespace consultant {

namespace {

constexpr Texts english{
    .language_code = "en",
    .title = "Architecture Consultant",
    .tagline = "Architecture Consultant: should this project move to Rust?",
    .description = "A frank answer to whether your project should move to Rust, on which stack, or stay where it is.",
    .skip_to_content = "Skip to content",
    .language_switch = "Language",
    .form_switch = "Kind of form",
    .hero_heading = "Should this project move to Rust?",
    .hero_lead =
        "Describe the project and get a frank answer: what the move would solve, what it costs, the stack, the risk. "
        "“Stay where you are” is a possible answer.",
    .basic_name = "Basic",
    .basic_note = "one description",
    .pro_name = "Pro",
    .pro_note = "stack, type, pain",
    .description_label = "Your project",
    .description_hint = "What it does, its load, what hurts, the team and the deadline. Up to {limit} characters.",
    .description_placeholder =
        "A microservice that processes card payments, 20k requests per second at peak, Node.js today, "
        "p99 latency spikes from garbage collection, eight developers…",
    .stack_label = "Present stack",
    .stack_hint = "Languages, frameworks, databases. Up to {limit} characters.",
    .stack_placeholder = "Node.js, NestJS, PostgreSQL",
    .project_label = "Project type",
    .project_hint = "What the system does and under which load. Up to {limit} characters.",
    .project_placeholder = "Video streaming and analytics service, 12,000 events per second",
    .pain_label = "Main pain of the team",
    .pain_hint =
        "What hurts most, with figures if you have them; people and deadlines count too. Up to {limit} characters.",
    .pain_placeholder = "Memory use, unpredictable garbage collection, frequent run-time errors",
    .submit = "Get the answer",
    .submit_note = "The answer gets a public address. Do not enter secrets.",
    .errors_heading = "Nothing is stored yet. Please correct:",
    .error_empty = "Write at least one character here.",
    .error_too_long = "At most {limit} characters; these are {length}.",
    .error_encoding = "This text is not valid UTF-8.",
    .error_unknown_form = "Choose Basic or Pro.",
    .error_unknown_language = "The language must be en or ru.",
    .error_prefix = "Error: ",
    .principles_heading = "How the answer is made",
    .principle_frank = "Frank",
    .principle_frank_text =
        "It talks you out of a rewrite that does not pay: admin panels, prototypes, plain CRUD, short deadlines.",
    .principle_traceable = "Traceable",
    .principle_traceable_text =
        "Every claim names the facts that led to it, their weights and sources. The verdict is a sum you can check.",
    .principle_private = "Deterministic",
    .principle_private_text =
        "A rule base, not a language model: the same text gives the same answer, and nothing leaves this server.",
    .history_heading = "Latest consultations",
    .history_empty = "No consultations yet. Yours will be the first.",
    .answer_title = "Consultation {id}",
    .answer_actions = "What next",
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
    .download = "Download as Markdown",
    .ask_again = "Ask another question",
    .verdict_move = "Move to Rust",
    .verdict_hot_path_only = "Hot path only",
    .verdict_stay = "Stay",
    .verdict_other_language = "Another language",
    .verdict_unclear = "Too early to say",
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
    .language_code = "ru",
    .title = "Архитектурный консультант",
    .tagline = "Архитектурный консультант: стоит ли переходить на Rust?",
    .description = "Честный ответ, стоит ли переводить проект на Rust, на какой стек, или лучше остаться на текущем.",
    .skip_to_content = "Перейти к содержанию",
    .language_switch = "Язык",
    .form_switch = "Вид формы",
    .hero_heading = "Стоит ли переводить этот проект на Rust?",
    .hero_lead =
        "Опишите проект и получите прямой ответ: что решит переход, чего он стоит, какой стек выбрать и в чём риск. "
        "«Оставайтесь как есть» — тоже возможный ответ.",
    .basic_name = "Базовая",
    .basic_note = "одно описание",
    .pro_name = "Подробная",
    .pro_note = "стек, тип, боль",
    .description_label = "Ваш проект",
    .description_hint = "Что он делает, какая нагрузка, что болит, какая команда и какой срок. До {limit} символов.",
    .description_placeholder = "Микросервис обрабатывает платежи, 20 тыс. запросов в секунду на пике, сейчас Node.js, "
                               "задержка p99 скачет из-за сборщика мусора, восемь разработчиков…",
    .stack_label = "Текущий стек",
    .stack_hint = "Языки, фреймворки, базы данных. До {limit} символов.",
    .stack_placeholder = "Node.js, NestJS, PostgreSQL",
    .project_label = "Тип проекта",
    .project_hint = "Что делает система и под какой нагрузкой. До {limit} символов.",
    .project_placeholder = "Сервис видеостриминга и аналитики, 12 000 событий в секунду",
    .pain_label = "Главная боль команды",
    .pain_hint = "Что мешает сильнее всего, лучше с цифрами; люди и сроки тоже важны. До {limit} символов.",
    .pain_placeholder = "Расход памяти, непредсказуемый сборщик мусора, частые ошибки в рантайме",
    .submit = "Получить ответ",
    .submit_note = "Ответ будет доступен по публичной ссылке. Не указывайте секретные данные.",
    .errors_heading = "Пока ничего не сохранено. Исправьте, пожалуйста:",
    .error_empty = "Напишите здесь хотя бы один символ.",
    .error_too_long = "Не больше {limit} символов, сейчас {length}.",
    .error_encoding = "Этот текст не в кодировке UTF-8.",
    .error_unknown_form = "Выберите базовую или подробную форму.",
    .error_unknown_language = "Язык может быть только en или ru.",
    .error_prefix = "Ошибка: ",
    .principles_heading = "Как получается ответ",
    .principle_frank = "Прямо",
    .principle_frank_text =
        "Отговорит от переписывания, которое не окупится: админки, прототипы, обычный CRUD, короткие сроки.",
    .principle_traceable = "Проверяемо",
    .principle_traceable_text =
        "У каждого утверждения видны факты, их веса и источники. Вердикт — это сумма, которую можно пересчитать.",
    .principle_private = "Предсказуемо",
    .principle_private_text = "База правил, а не языковая модель: на один и тот же текст всегда один и тот же ответ, и "
                              "ничто не покидает этот сервер.",
    .history_heading = "Последние консультации",
    .history_empty = "Консультаций пока нет. Ваша будет первой.",
    .answer_title = "Консультация {id}",
    .answer_actions = "Что дальше",
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
    .download = "Скачать как Markdown",
    .ask_again = "Задать другой вопрос",
    .verdict_move = "Переходить на Rust",
    .verdict_hot_path_only = "Только горячий путь",
    .verdict_stay = "Остаться",
    .verdict_other_language = "Другой язык",
    .verdict_unclear = "Пока рано решать",
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

std::string_view verdict_label(const Texts& texts, Verdict verdict) {
    switch (verdict) {
        case Verdict::move: return texts.verdict_move;
        case Verdict::hot_path_only: return texts.verdict_hot_path_only;
        case Verdict::stay: return texts.verdict_stay;
        case Verdict::other_language: return texts.verdict_other_language;
        case Verdict::unclear: break;
    }
    return texts.verdict_unclear;
}

std::string number(const Texts& t, std::size_t number) {
    const bool is_russian = t.language_code == "ru";
    std::string digits = std::to_string(number);
    if (is_russian && digits.size() < 5) return digits;
    for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, is_russian ? "\u00A0" : ",");
    return digits;
}

std::string fill(std::string_view text, std::initializer_list<Filling> values) {
    std::string out;
    while (!text.empty()) {
        const std::size_t open = text.find('{');
        const std::size_t close = text.find('}', open == text.npos ? text.size() : open);
        if (close == text.npos) break;
        const std::string_view name = text.substr(open + 1, close - open - 1);
        out += text.substr(0, open);
        std::string_view value = text.substr(open, close - open + 1);
        for (const auto& [key, replacement] : values) {
            if (key == name) value = replacement;
        }
        out += value;
        text.remove_prefix(close + 1);
    }
    return out += text;
}

}  // namespace consultant
