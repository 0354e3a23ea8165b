// The pages' handlers.
#include "server/pages.hpp"

#include <algorithm>
#include <charconv>

#include "kaon/ui/ssr/render.hpp"
#include "kaon/ui/ssr/render_stream.hpp"
#include "kaon/web/error.hpp"
#include "server/answer_page.hpp"
#include "server/form_rescue.hpp"
#include "server/front_page.hpp"
#include "server/markdown_html.hpp"
#include "server/store.hpp"

namespace consultant {

using namespace kaon;

namespace {

http::Response html(http::Status status, const View& view) {
    http::Response response{.status = status};
    response.headers.set("content-type", "text/html; charset=utf-8");
    response.headers.set("cache-control", "no-cache");
    response.headers.set("vary", "accept-language, cookie");
    response.body = http::Body::stream(render_stream(view));
    return response;
}

MessagePage message_for(const Error& error, const Request& request, http::Status status) {
    const Language language = language_of(request);
    const Texts& t = texts(language);
    const Words& w = words(language);
    MessagePage message{.language = language, .status = http::code(status), .path = page_address(request)};
    if (status == http::Status::not_found) {
        message.title = t.not_found_title;
        const bool of_consultation = request.route() == "/c/{name}";  // its text is the visitor's language already
        message.text = of_consultation ? error.text() : t.not_found_text;
    } else if (status == http::Status::content_too_large) {
        message.title = t.too_large_title;
        message.text = fill(t.too_large_text,
                            {{"description", number(w, BasicInput::limit)}, {"pro", number(w, ProInput::limit)}});
    } else if (error.is(WebErrc::cross_site)) {
        message.title = t.foreign_title;
        message.text = t.foreign_text;
    } else if (http::code(status) < 500) {
        message.title = t.refused_title;
        message.text = t.refused_text;
    } else {
        message.title = t.failure_title;
        message.text = fill(t.failure_text, {{"request_id", request.id()}});
    }
    return message;
}

http::Response download(const Consultation& c) {
    http::Response response;
    response.headers.set("content-type", "text/markdown; charset=utf-8");
    response.headers.set("cache-control", "no-cache");
    response.headers.set("content-disposition",
                         "attachment; filename=\"consultation-" + std::to_string(c.id) + ".md\"");
    response.body = http::Body(c.answer + c.appendix);
    return response;
}

}  // namespace

Task<http::Response> show_front(State<Db> db, Query<FrontQuery> query, Locale locale) {
    FrontProps page;
    if (query->form == "pro") page.draft.form = "pro";
    page.latest = co_await latest(*db, shown_in_history);
    co_return html(http::Status::ok, front_page(locale.language, std::move(page)));
}

Task<http::Response> submit(State<Db> db, State<Advisor> advisor, Locale locale, Result<kaon::Form<Draft>> form,
                            Request& request) {
    FrontProps page;
    if (form) {
        page.draft = std::move(form->value);
    } else if (form.error().kind() == Errc::invalid) {
        RescuedForm rescued = rescue_form(request.body().bytes().value_or(""), locale.language);
        if (rescued.errors.empty()) co_return std::move(form).error();
        page.draft = std::move(rescued.draft);
        page.errors = std::move(rescued.errors);
    } else {
        co_return std::move(form).error();
    }
    tidy(page.draft);
    for (FieldError& problem : problems(page.draft, locale.language)) {
        const bool is_known = std::ranges::find(page.errors, problem.path, &FieldError::path) != page.errors.end();
        if (!is_known) page.errors.push_back(std::move(problem));
    }
    if (page.errors.empty()) {
        const std::int64_t id = co_await advisor->consult(*db, std::move(page.draft), locale.language);
        http::Response response{.status = http::Status::see_other};
        response.headers.set("location", "/c/" + std::to_string(id));
        co_return response;
    }
    page.latest = co_await latest(*db, shown_in_history);
    co_return html(http::Status::unprocessable_content, front_page(locale.language, std::move(page)));
}

Task<http::Response> show_consultation(State<Db> db, Path<std::string> name, Locale locale) {
    std::string_view text = *name;
    const bool as_markdown = text.ends_with(".md");
    if (as_markdown) text.remove_suffix(3);
    std::int64_t id = 0;
    const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), id);
    const bool is_number = wrong == std::errc() && end == text.data() + text.size();
    Result<Consultation> found = is_number ? co_await attempt(load(*db, id)) : Error(Errc::not_found);
    if (!found && found.error().kind() == Errc::not_found)
        co_return Error(Errc::not_found, texts(locale.language).consultation_not_found_text);
    const Consultation consultation = co_await std::move(found);
    if (as_markdown) co_return download(consultation);
    co_return html(http::Status::ok, answer_page(locale.language, consultation, markdown_to_html(consultation.answer)));
}

http::Response error_page(const Error& error, Request& request, http::Response response) {
    response.headers.append("vary", "accept, accept-language, cookie");
    const auto type = response.headers.get("content-type");
    if (!type || !type->starts_with("text/html")) return response;  // problem+json, for programs
    response.body = http::Body(render(message_page(message_for(error, request, response.status))));
    return response;
}

}  // namespace consultant
