// The sentences of both halves.
#include "app/words.hpp"

#pragma clang diagnostic error "-Wmissing-designated-field-initializers"  // no sentence without its translation

namespace consultant {

namespace {

constexpr Words english{
    .language_code = "en",
    .form_switch = "Kind of form",
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
    .submit_pending = "Working on the answer…",
    .failure_no_answer =
        "The server cannot be reached. What you wrote is kept here: try again when the connection is back.",
    .failure_timed_out = "The server takes too long to answer. What you wrote is kept here: try again in a moment.",
    .failure_other = "The server could not answer. What you wrote is kept here: try again, or reload the page.",
    .errors_heading = "Nothing is stored yet. Please correct:",
    .error_empty = "Write at least one character here.",
    .error_too_long = "At most {limit} characters; these are {length}.",
    .error_encoding = "This text is not valid UTF-8.",
    .error_unknown_form = "Choose Basic or Pro.",
    .error_unknown_language = "The language must be en or ru.",
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
    .answer_page = "Facts, weights and sources",
    .download = "Download as Markdown",
    .verdict_move = "Move to Rust",
    .verdict_hot_path_only = "Hot path only",
    .verdict_stay = "Stay",
    .verdict_other_language = "Another language",
    .verdict_unclear = "Too early to say",
};

constexpr Words russian{
    .language_code = "ru",
    .form_switch = "Вид формы",
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
    .submit_pending = "Готовим ответ…",
    .failure_no_answer = "Сервер недоступен. Текст остался в форме: попробуйте ещё раз, когда появится связь.",
    .failure_timed_out = "Сервер слишком долго не отвечает. Текст остался в форме: попробуйте ещё раз чуть позже.",
    .failure_other = "Сервер не смог ответить. Текст остался в форме: попробуйте ещё раз или обновите страницу.",
    .errors_heading = "Пока ничего не сохранено. Исправьте, пожалуйста:",
    .error_empty = "Напишите здесь хотя бы один символ.",
    .error_too_long = "Не больше {limit} символов, сейчас {length}.",
    .error_encoding = "Этот текст не в кодировке UTF-8.",
    .error_unknown_form = "Выберите базовую или подробную форму.",
    .error_unknown_language = "Язык может быть только en или ru.",
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
    .answer_page = "Факты, веса и источники",
    .download = "Скачать как Markdown",
    .verdict_move = "Переходить на Rust",
    .verdict_hot_path_only = "Только горячий путь",
    .verdict_stay = "Остаться",
    .verdict_other_language = "Другой язык",
    .verdict_unclear = "Пока рано решать",
};

}  // namespace

const Words& words(Language language) { return language == Language::ru ? russian : english; }

Language language_named(std::string_view name) { return name == "ru" ? Language::ru : Language::en; }

std::string_view verdict_label(const Words& words, std::string_view verdict) {
    return verdict == "move"             ? words.verdict_move
           : verdict == "hot_path_only"  ? words.verdict_hot_path_only
           : verdict == "stay"           ? words.verdict_stay
           : verdict == "other_language" ? words.verdict_other_language
                                         : words.verdict_unclear;
}

std::string number(const Words& w, std::size_t number) {
    const bool is_russian = w.language_code == "ru";
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
