// What both halves know of notes: a note, and the function that adds one. Its rules hold in the browser and on the
// server.
#pragma once

#include "kaon/app/server_function.hpp"
#include "kaon/reflect/rules.hpp"

namespace app {

struct Note {
    std::int64_t id = 0;
    std::string text;
};

struct AddNote {
    std::string text;
    static consteval auto describe() {
        return kaon::reflect::rules({{.field = "text",
                                      .min_length = 1,
                                      .max_length = 200,
                                      .message = "Between 1 and 200 characters, please."}});
    }
};

inline constexpr kaon::ServerFunction<"/fn/add_note", AddNote, Note> add_note{};

}  // namespace app
