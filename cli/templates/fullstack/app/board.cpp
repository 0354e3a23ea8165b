// A form, a list, and the signals between them.
#include "app/board.hpp"

#include "kaon/app/action_form.hpp"
#include "kaon/ui/ui.hpp"

namespace app {

using namespace kaon;
using namespace kaon::html;

namespace {

View note_row(const Note& note) { return li(cls("note"), dir("auto"), note.text); }

std::string number_of(std::size_t notes) {
    return notes == 0 ? "Nothing yet." : std::to_string(notes) + (notes == 1 ? " note" : " notes");
}

}  // namespace

View board(const BoardProps& props) {
    const Action<add_note> adding;
    const Signal notes{props.notes};
    const Signal typed{props.typed};
    const Signal problem{props.problem};

    adding.on_success([=](const Note& note) {
        notes.update([&](std::vector<Note>& all) { all.insert(all.begin(), note); });
        typed.set("");
        problem.set("");
    });
    adding.on_failure([=](const CallFailure& failure) {
        const std::string_view wrong = failure.message("text");
        problem.set(std::string(wrong.empty() ? std::string_view(failure.text) : wrong));
    });

    return section(cls("board"),
                   action_form(adding, cls("add"), label(for_("text"), "What is on your mind?"),
                               input(id("text"), name("text"), autocomplete("off"), aria("describedby", "problem"),
                                     bind::value(typed)),
                               button(disabled([=] { return adding.pending(); }), "Add")),
                   p(id("problem"), cls("problem"), role("alert"), problem),
                   p(cls("count"), [=] { return number_of(notes().size()); }),
                   ul(cls("notes"), each(notes, [](const Note& note) { return note.id; }, note_row)));
}

}  // namespace app
