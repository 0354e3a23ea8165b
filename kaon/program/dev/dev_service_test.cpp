// The dev mode around a service: its paths, the script in pages, and nothing of it without KAON_DEV.
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "kaon/coro/group.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/json/read.hpp"
#include "kaon/program/dev/dev_service.hpp"
#include "kaon/program/dev/state.hpp"
#include "kaon/runtime/runtime.hpp"
#include "kaon/web/web.hpp"

namespace kaon::inline v0::dev {
namespace {

std::string temporary_folder() {
    std::string name = testing::TempDir() + "kaon-dev-XXXXXX";
    return ::mkdtemp(name.data());
}

class Dev : public testing::Test {
public:
    Dev() { EXPECT_TRUE(write_state(folder, state)); }
    ~Dev() override { std::filesystem::remove_all(folder); }

    struct Answer {
        http::Status status;
        std::string type, text, cache;
    };
    // Asks on a real runtime, since the state is watched; `meanwhile` runs 30 ms later.
    template <class S>
    Answer ask(const S& asked, std::string_view path, std::string_view query = "", std::string_view wanted = "",
               void (*meanwhile)(Dev&) = nullptr) {
        runtime::Runtime runtime({.cores = 1});
        auto run = [&]() -> Task<Answer> {
            http::Request request;
            request.path = path;
            request.query = query;
            if (!wanted.empty()) request.headers.set_copy("sec-fetch-dest", wanted);
            auto later = [&]() -> Task<void> {
                co_await sleep(30ms);
                if (meanwhile) meanwhile(*this);
            };
            auto all = co_await when_all(asked(request), later());
            http::Response& response = std::get<0>(all);
            std::string text = co_await response.body.collect(1 << 20);
            co_return Answer{response.status, std::string(response.headers.get("content-type").value_or("")),
                             std::move(text), std::string(response.headers.get("cache-control").value_or(""))};
        };
        Result<Answer> answer = runtime.run(run());
        EXPECT_TRUE(answer) << answer.error().describe_all();
        return answer.value();
    }

    std::string folder = temporary_folder();
    State state{.generation = 3, .serving = true};
    Service service{Router{get<"/">([] { return Html("<!doctype html><p>hello"); }),
                           get<"/text">([] { return std::string("hello"); })}
                        .build()
                        .value()};
    DevService wrapped{service, {.folder = folder, .generation = 3}};
};

}  // namespace

TEST_F(Dev, puts_its_script_at_the_end_of_pages_only) {
    const Answer page = ask(wrapped, "/");
    EXPECT_EQ(page.text,
              "<!doctype html><p>hello<script src=\"/_kaon/dev/script.js\" data-generation=\"3\"></script>\n");
    EXPECT_EQ(page.cache, "no-store") << "a page that a browser keeps would carry an old generation";
    EXPECT_EQ(ask(wrapped, "/", "", "empty").text, "<!doctype html><p>hello") << "a piece that a script asked for";
    EXPECT_EQ(ask(wrapped, "/text").text, "hello");
}

TEST_F(Dev, serves_its_script) {
    const Answer script = ask(wrapped, "/_kaon/dev/script.js");
    EXPECT_EQ(script.status, http::Status::ok);
    EXPECT_TRUE(script.type.starts_with("text/javascript"));
    EXPECT_NE(script.text.find("location.reload"), std::string::npos);
    EXPECT_EQ(ask(wrapped, "/_kaon/dev/other").status, http::Status::not_found);
}

TEST_F(Dev, gives_the_state_once_it_is_another_than_the_one_seen) {
    const State now = json::read<State>(ask(wrapped, "/_kaon/dev/state").text).value();
    EXPECT_EQ(now.generation, 3u);
    const std::string seen = "seen=" + std::to_string(now.version);
    const Answer later = ask(wrapped, "/_kaon/dev/state", seen, "", [](Dev& dev) {
        dev.state.problems = {{.file = "a.cpp", .line = 1, .message = "</script>"}};
        (void)write_state(dev.folder, dev.state);
    });
    const State changed = json::read<State>(later.text).value();
    EXPECT_EQ(changed.version, now.version + 1);
    ASSERT_EQ(changed.problems.size(), 1u);
    EXPECT_EQ(changed.problems[0].message, "</script>");
}

TEST_F(Dev, is_nothing_without_the_variable) {
    ::unsetenv("KAON_DEV");
    EXPECT_FALSE(Mode::from_environment());
    ::setenv("KAON_DEV", "", 1);
    EXPECT_FALSE(Mode::from_environment());
    ::setenv("KAON_DEV", "/x", 1);
    ::setenv("KAON_DEV_GENERATION", "7", 1);
    const auto mode = Mode::from_environment();
    ::unsetenv("KAON_DEV");
    ASSERT_TRUE(mode);
    EXPECT_EQ(mode->generation, 7u);
    EXPECT_EQ(ask(service, "/_kaon/dev/script.js").status, http::Status::not_found);
    EXPECT_EQ(ask(service, "/").text, "<!doctype html><p>hello");
}

TEST_F(Dev, serves_assets_from_the_disk_with_the_variable_only) {
    static constexpr Asset table[] = {{"a.css", "text/css", "\"v1\"", "embedded", "a.3f2a91c0.css"},
                                      {"made.wasm", "application/wasm", "\"v2\"", "embedded wasm"}};
    std::ofstream(folder + "/a.css") << "from the disk";
    const auto assets = [] { return Router{get<"/assets/{*path}">(serve_assets(table))}.build().value(); };
    ::setenv("KAON_DEV_ASSETS", folder.c_str(), 1);
    EXPECT_EQ(ask(assets(), "/assets/a.css").text, "embedded") << "KAON_DEV is not set";
    ::setenv("KAON_DEV", folder.c_str(), 1);
    const Service dev = assets();
    ::unsetenv("KAON_DEV");
    ::unsetenv("KAON_DEV_ASSETS");
    const Answer hashed = ask(dev, "/assets/a.3f2a91c0.css");
    EXPECT_EQ(hashed.text, "from the disk");
    EXPECT_EQ(hashed.cache, "no-store");
    EXPECT_EQ(ask(dev, "/assets/made.wasm").text, "embedded wasm") << "what is in no folder";
    EXPECT_EQ(ask(dev, "/assets/state.json").status, http::Status::not_found) << "only what is an asset";
    EXPECT_EQ(ask(dev, "/assets/../a.css").status, http::Status::not_found);
}

}  // namespace kaon::inline v0::dev
