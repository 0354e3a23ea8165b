// Inquiry: what a visitor is doing on the front page, as signals that its components share.
//
// A Copy like the signals in it; it ends with the owner of the page.
#pragma once

#include "app/consult.hpp"
#include "app/front.hpp"
#include "app/words.hpp"
#include "kaon/app/action.hpp"
#include "kaon/ui/node_ref.hpp"

namespace consultant {

// One text area.
struct Field {
    std::string_view name;
    std::size_t limit;
    kaon::Signal<std::string> text;
    kaon::NodeRef element;
};

struct Inquiry {
    explicit Inquiry(const FrontProps& props);

    Language language;
    kaon::Signal<std::string> form;  // "basic" or "pro"
    Field description, stack, project_type, pain;
    kaon::Signal<std::vector<kaon::FieldError>> errors;
    kaon::Signal<std::vector<Summary>> latest;
    kaon::Action<consult> asking;
    kaon::Signal<bool> alive;  // a script is here
    kaon::NodeRef answer;      // its heading

    const Words& words() const { return consultant::words(language); }
    bool is_pro() const { return form() == "pro"; }
    // What is wrong with a field; empty when nothing is. Followed, as all that is read here.
    std::string_view error_of(std::string_view field) const;
    // Why the last question got no answer; empty when it got one, or the fields say why.
    std::string_view failure() const;

    // "basic" or "pro"; what was wrong with the other form's fields is forgotten, their texts are not.
    void choose(std::string_view kind) const;
    // Asks the server, or says what is wrong and leads to it.
    void submit() const;

private:
    void recheck(const Field& field) const;
    void show_errors(std::vector<kaon::FieldError> found) const;
    void remember(const Summary& summary) const;
};

}  // namespace consultant
