// What docs/guide/server_functions.md shows of a list whose rows call the server.
#include <algorithm>

#include <gtest/gtest.h>

#include "kaon/app/action_form.hpp"
#include "kaon/app/hydrate.hpp"
#include "kaon/app/mount_point.hpp"
#include "kaon/app/server/serve.hpp"
#include "kaon/app/server/test_transport.hpp"
#include "kaon/coro/test_loop.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/ui/dom/testing/page.hpp"
#include "kaon/ui/ssr/render.hpp"
#include "kaon/ui/ui.hpp"
#include "kaon/web/web.hpp"

using namespace kaon;
using namespace kaon::html;
using dom::testing::TestPage;

namespace {

struct Todo {
    std::int64_t id = 0;
    std::string text;
    bool done = false;
};
struct AddTodo {
    std::string text;
};
struct SetDone {
    std::int64_t id = 0;
    bool done = false;
};
constexpr ServerFunction<"/fn/add_todo", AddTodo, Todo> add_todo{};
constexpr ServerFunction<"/fn/set_done", SetDone, Todo> set_done{};

// snippet: list
struct ListProps {
    std::vector<Todo> todos;
};
using Todos = Signal<std::vector<Todo>>;  // the one place that rows, counter and filter read

// What a checkbox binds to: the `done` of one todo in there.
struct Done {
    Todos todos;
    Action<set_done> setting;
    std::int64_t id;

    bool operator()() const {
        return std::ranges::any_of(todos(), [&](const Todo& todo) { return todo.id == id && todo.done; });
    }
    void show(bool now) const {
        todos.update([&](std::vector<Todo>& all) {
            for (Todo& todo : all) todo.done = todo.id == id ? now : todo.done;
        });
    }
    void set(bool now) const {  // by the visitor
        show(now);
        setting.dispatch({.id = id, .done = now});
    }
};

View todo_row(const Todos& todos, const Signal<bool>& open_only, const Todo& todo) {
    const Action<set_done> setting;  // ends with the row, and its calls too: so the filter only hides it
    const Done done{todos, setting, todo.id};
    setting.on_failure([=](const CallFailure&) { done.show(!done()); });  // shown before the server said yes
    return li(cls("done", done), hidden([=] { return open_only() && done(); }),
              html::label(input(type("checkbox"), bind::checked(done)), " ", todo.text),
              em([=] { return setting.error() ? setting.error()->text : ""; }));
}

View todo_list(const ListProps& props) {
    const Action<add_todo> adding;
    const Todos todos{props.todos};
    const Signal<std::string> typed{""};
    const Signal<bool> open_only{false};
    adding.on_success([=](const Todo& todo) {
        todos.update([&](std::vector<Todo>& all) { all.push_back(todo); });
        typed.set("");
    });
    const auto open = [=] { return std::ranges::count(todos(), false, &Todo::done); };
    const auto row = [=](const Todo& todo) { return todo_row(todos, open_only, todo); };
    return fragment(
        action_form(adding, input(name("text"), bind::value(typed)), button("Add")),
        p(cls("problem"), [=] { return adding.message("text"); }),
        html::label(input(id("open-only"), type("checkbox"), bind::checked(open_only)), " only what is open"),
        p(cls("count"), [=] { return std::to_string(open()) + " of " + std::to_string(todos().size()); }),
        ul(each(todos, [](const Todo& todo) { return todo.id; }, row)));
}
// end

struct TodoPage : testing::Test {
    TodoPage() { dom::flush(); }  // what hydration changed
    ~TodoPage() override {
        mounted.unmount();
        dom::flush();
    }
    void pass() {
        loop.run([]() -> Task<void> { co_await sleep(1s); }()).value();
        dom::flush();
    }

    std::string said;
    Service service =
        Router{
            serve<add_todo>([](AddTodo input) { return Todo{7, input.text}; },
                            FormReply{.done = [](const Todo&) { return "/"; }}),
            serve<set_done>([this](SetDone input) -> Result<Todo> {
                said += std::to_string(input.id) + (input.done ? " done" : " open");
                if (input.id == 2) return Error(Errc::conflict, "Locked.");
                return Todo{input.id, "", input.done};
            }),
        }
            .build()
            .value();
    TestLoop loop;
    ServiceTransport server{service};
    browser::Installed browser{{.core = &loop, .transport = &server}};
    TestPage page{render(mount_point("todos", todo_list, ListProps{{{1, "milk", false}, {2, "tea", false}}}))};
    dom::Mounted mounted = hydrate<"todos">(todo_list);
};

TEST_F(TodoPage, rows_call_the_server) {
    EXPECT_EQ(page.log_text(), "");
    page.find("#open-only").check();
    page.find_all("li input")[0].check();
    dom::flush();
    EXPECT_EQ(page.find(".count").text(), "1 of 2");
    EXPECT_TRUE(page.find_all("li")[0].has_attribute("hidden"));
    EXPECT_FALSE(page.find_all("li")[1].has_attribute("hidden"));
    pass();
    EXPECT_EQ(said, "1 done");
    EXPECT_TRUE(page.find_all("li")[0].has_class("done"));
    page.find("input[name=text]").type("bread");
    page.find("form").submit();
    pass();
    EXPECT_EQ(page.find("ul").text(), " milk tea bread");
    EXPECT_EQ(page.find(".count").text(), "2 of 3");
    EXPECT_EQ(page.find("input[name=text]").value(), "");
}

TEST_F(TodoPage, what_the_server_refuses_is_taken_back) {
    page.find_all("li input")[1].check();
    pass();
    EXPECT_EQ(said, "2 done");
    EXPECT_EQ(page.find(".count").text(), "2 of 2");
    EXPECT_FALSE(page.find_all("li input")[1].checked());
    EXPECT_EQ(page.find_all("em")[1].text(), "Locked.");
}

}  // namespace
