// FormReply: what the form of a server function answers where no script runs.
//
//   serve<ask>(answer_question, FormReply{
//       .done = [](const Answer& answer) { return "/c/" + std::to_string(answer.id); },       // 303 to that page
//       .again = [](const Retry<Ask>& form, Request& request) { return ask_page(form); },      // 422, input kept
//   })
//
// `done` gives the path to go on to, or a response; with void output it takes nothing. `again` gives the page once
// more, as a response or a Task of one; its status is the error's unless it sets one. It is called for whatever the
// public may know of: wrong fields and the body's own errors, but not for Errc::internal, which is a 500 as always.
// Each may take Request& too. Without `again` the errors are problem documents, in HTML for browsers.
#pragma once

#include "kaon/web/extract/submitted.hpp"

namespace kaon::inline v0 {

// A form that was sent and not accepted. Lifetime: of the call of `again`, with all that its Task awaits.
template <class In>
class Retry {
public:
    Retry(const In& value, const web::FormInput& input, const Error& error)
        : value_(value), input_(input), error_(error) {}

    // The fields that could be read; the others have their defaults.
    const In& value() const { return value_; }
    const Error& error() const { return error_; }
    // What was typed into the first input of that name; empty without one.
    std::string_view input(std::string_view key) const { return web::find_input(input_, key); }
    // What is wrong with it; empty when nothing is.
    std::string_view message(std::string_view key) const {
        for (const FieldError& field : error_.fields()) {
            if (field.path == key) return field.message;
        }
        return {};
    }

private:
    const In& value_;
    const web::FormInput& input_;
    const Error& error_;
};

struct NoPage {};

template <class Done, class Again = NoPage>
struct FormReply {
    Done done;
    Again again{};
};
template <class Done>
FormReply(Done) -> FormReply<Done, NoPage>;
template <class Done, class Again>
FormReply(Done, Again) -> FormReply<Done, Again>;

// The function takes no forms: 415.
struct JsonOnly {};

}  // namespace kaon::inline v0
