// The pages' handlers.
#include "server/pages.hpp"

#include <charconv>

#include "app/answer_page.hpp"
#include "app/front_page.hpp"
#include "kaon/base/utf8.hpp"
#include "kaon/http/form.hpp"
#include "kaon/ui/ssr/render.hpp"
#include "server/markdown_html.hpp"
#include "server/store.hpp"

namespace consultant {

using namespace kaon;

namespace {

constexpr std::int64_t shown_in_history = 20;

http::Response html(http::Status status, const View& view) {
    http::Response response{.status = status};
    response.headers.set("content-type", "text/html; charset=utf-8");
    response.body = http::Body(render(view));
    return response;
}

http::Response download(const Consultation& c) {
    http::Response response;
    response.headers.set("content-type", "text/markdown; charset=utf-8");
    response.headers.set("content-disposition", "attachment; filename=\"consultation-" + std::to_string(c.id) + ".md\"");
    response.body = http::Body(c.answer + c.appendix);
    return response;
}

// What can be kept of a form that could not be read: undecodable bytes are dropped, and their field says so.
FrontPage rescue(Request& request, Language language) {
    FrontPage page{.language = language};
    const Texts& t = texts(language);
    std::string_view rest = request.body().bytes().value_or("");
    while (!rest.empty()) {
        const std::string_view pair = rest.substr(0, rest.find('&'));
        rest.remove_prefix(pair.size() < rest.size() ? pair.size() + 1 : rest.size());
        const std::string_view key = pair.substr(0, pair.find('='));
        std::string* field = key == "form"           ? &page.draft.form
                             : key == "description"  ? &page.draft.description
                             : key == "stack"        ? &page.draft.stack
                             : key == "project_type" ? &page.draft.project_type
                             : key == "pain"         ? &page.draft.pain
                                                     : nullptr;
        if (!field) continue;
        http::FormReader alone(pair);
        if (alone.next()) *field = alone.value();
        else page.errors.push_back({std::string(key), std::string(t.error_encoding)});
    }
    return page;
}

}  // namespace

Task<Html> show_front(State<Db> db, Query<FrontQuery> query, Locale locale) {
    FrontPage page{.language = locale.language};
    if (query->form == "pro") page.draft.form = "pro";
    page.latest = co_await latest(*db, shown_in_history);
    co_return Html{render(front_page(page))};
}

Task<http::Response> submit(State<Db> db, State<Advisor> advisor, Locale locale, Result<kaon::Form<Draft>> form,
                            Request& request) {
    FrontPage page{.language = locale.language};
    if (form) {
        page.errors = problems(form->value, locale.language);
        if (page.errors.empty()) {
            const std::int64_t id = co_await advisor->consult(*db, std::move(form->value), locale.language);
            http::Response response{.status = http::Status::see_other};
            response.headers.set("location", "/c/" + std::to_string(id));
            co_return response;
        }
        page.draft = std::move(form->value);
    } else {
        if (form.error().kind() != Errc::invalid && form.error().kind() != Errc::unprocessable)
            co_return std::move(form).error();
        page = rescue(request, locale.language);
        if (page.errors.empty()) co_return std::move(form).error();
    }
    page.latest = co_await latest(*db, shown_in_history);
    co_return html(http::Status::unprocessable_content, front_page(page));
}

Task<http::Response> show_consultation(State<Db> db, Path<std::string> name, Locale locale) {
    std::string_view text = *name;
    const bool as_markdown = text.ends_with(".md");
    if (as_markdown) text.remove_suffix(3);
    std::int64_t id = 0;
    const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (wrong != std::errc() || end != text.data() + text.size())
        co_return Error(Errc::not_found, texts(locale.language).consultation_not_found_text);
    Result<Consultation> found = co_await attempt(load(*db, id));
    if (!found && found.error().kind() == Errc::not_found)
        co_return Error(Errc::not_found, texts(locale.language).consultation_not_found_text);
    const Consultation consultation = co_await std::move(found);
    if (as_markdown) co_return download(consultation);
    co_return html(http::Status::ok,
                   answer_page(locale.language, consultation, markdown_to_html(consultation.answer)));
}

http::Response error_page(const Error& error, Request& request, http::Response response) {
    const auto type = response.headers.get("content-type");
    if (!type || !type->starts_with("text/html")) return response;  // problem+json, for programs
    const Language language = language_of(request);
    const Texts& t = texts(language);
    MessagePage message{.language = language, .status = http::code(response.status)};
    if (response.status == http::Status::not_found) {
        message.title = t.not_found_title;
        message.text = request.route().empty() ? t.not_found_text : error.text();
    } else if (http::code(response.status) >= 500) {
        message.title = t.failure_title;
        message.text = fill(t.failure_text, {{"request_id", request.id()}});
    } else {
        message.title = http::phrase(response.status);
        message.text = error.text();
    }
    response.body = http::Body(render(message_page(message)));
    return response;
}

}  // namespace consultant
