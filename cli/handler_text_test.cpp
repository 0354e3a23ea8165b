// Types as programs print them with --routes.
#include <gtest/gtest.h>

#include "cli/handler_text.hpp"

using kaon::cli::handler_text;

TEST(handler_text, is_short_and_says_what_is_taken_and_given) {
    struct Case {
        std::string type, text;
    };
    const Case cases[] = {
        {"Task<Html> (*)(State<Db>)", "(State<Db>) -> Task<Html>"},
        {"void (*)()", "() -> void"},
        {"ServeAssets", "ServeAssets"},
        {"(lambda at /home/ada/shop/server/x.cpp:3:4)", "lambda at server/x.cpp:3"},
        {"(lambda at /usr/include/y.hpp:12:1)", "lambda at /usr/include/y.hpp:12"},
        {"remote::Served<ServerFunction<FixedText<13>{\"/fn/add_note\"}, app::AddNote, app::Note>, Task<app::Note> "
         "(*)(State<Db>, app::AddNote), FormReply<(lambda at /a.cpp:1:2), Html (*)(int)>, web::Arguments<State<Db>, "
         "app::AddNote>>",
         "server function (State<Db>, app::AddNote) -> Task<app::Note>"},
        {"", ""},
        {"(lambda at ", "(lambda at "},
        {std::string(101, 'x'), std::string(100, 'x') + "..."},
    };
    for (const Case& c : cases) EXPECT_EQ(handler_text(c.type, "/home/ada/shop"), c.text);
}
