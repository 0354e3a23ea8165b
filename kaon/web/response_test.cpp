// What handlers return.
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include <gtest/gtest.h>

#include "kaon/web/test_client.hpp"
#include "kaon/web/web.hpp"

namespace kaon::inline v0 {
namespace {

struct Item {
    int id;
};
struct Csv {
    std::string text;
};
http::Response to_response(Csv csv, Request& request) {
    http::Response response;
    response.headers.set("content-type", "text/csv; charset=utf-8");
    response.headers.set("x-route", request.route());
    response.body = http::Body(std::move(csv.text));
    return response;
}
Stream<std::string> rows() {
    for (int i = 0; i < 3; ++i) co_yield std::to_string(i) + "\n";
}
Stream<std::string> breaks() {
    co_yield "a";
    co_await Error(Errc::internal);
}

TestClient client() {
    return TestClient(Router{
        get<"/html">([] { return Html{"<p>"}; }),
        get<"/none">([] { return NoContent{}; }),
        get<"/void">([] {}),
        get<"/task-void">([]() -> Task<> { co_return; }),
        get<"/status">([] { return http::Status::accepted; }),
        get<"/pair">([] { return std::pair{http::Status::accepted, Json<Item>(Item{1})}; }),
        get<"/parts">([] {
            return std::tuple{SetHeader{"content-type", "text/x"}, SetCookie{.name = "sid", .value = "a%20b"}, "body"};
        }),
        get<"/csv">([] { return Csv{"a,b"}; }),
        get<"/either/{page}">([](Path<bool> page) -> Task<std::variant<Html, Redirect>> {
            if (*page) co_return Html{"<p>"};
            co_return Redirect::to("/html");
        }),
        get<"/result/{ok}">([](Path<bool> ok) -> Result<std::string> {
            if (*ok) return "fine";
            return Error(Errc::conflict, "taken").with_field("name", "is taken");
        }),
        post<"/items">([](Json<Item> item) { return Created{*item, "/items/{}/{}", item->id, std::string("a/b?c")}; }),
        get<"/stream">([] { return Streamed{rows(), "text/plain"}; }),
        get<"/broken-stream">([] { return Streamed{breaks()}; }),
        get<"/raw">([] { return http::Response{.status = http::Status::accepted, .body = http::Body("raw")}; }),
        get<"/variant">([]() -> Task<Html> { co_return Result<Html>(Html{"x"}); }),
    }
                          .build()
                          .value());
}

TEST(response, a_variant_answers_with_what_it_holds) {
    TestClient c = client();
    EXPECT_EQ(c.get("/either/true").send().text(), "<p>");
    const auto sent_on = c.get("/either/false").send();
    EXPECT_EQ(sent_on.status(), http::Status::see_other);
    EXPECT_EQ(sent_on.header("location"), "/html");
}

TEST(responses, have_status_type_and_body) {
    TestClient c = client();
    const struct {
        std::string_view path;
        int code;
        std::string_view type;
        std::string_view text;
    } cases[] = {
        {"/html", 200, "text/html; charset=utf-8", "<p>"},
        {"/none", 204, "", ""},
        {"/void", 204, "", ""},
        {"/task-void", 204, "", ""},
        {"/status", 202, "", ""},
        {"/pair", 202, "application/json", R"({"id":1})"},
        {"/parts", 200, "text/x", "body"},
        {"/csv", 200, "text/csv; charset=utf-8", "a,b"},
        {"/result/true", 200, "text/plain; charset=utf-8", "fine"},
        {"/stream", 200, "text/plain", "0\n1\n2\n"},
        {"/raw", 202, "", "raw"},
        {"/variant", 200, "text/html; charset=utf-8", "x"},
    };
    for (const auto& test : cases) {
        auto r = c.get(test.path).send();
        EXPECT_EQ(r.code(), test.code) << test.path;
        EXPECT_EQ(r.header("content-type"), test.type) << test.path;
        EXPECT_EQ(r.text(), test.text) << test.path;
    }
    EXPECT_EQ(c.cookies().at("sid"), "a%20b");
    EXPECT_EQ(c.get("/csv").send().header("x-route"), "/csv");
    EXPECT_EQ(c.get("/result/false").send().code(), 409);
}

TEST(created, encodes_its_location) {
    TestClient c = client();
    auto r = c.post("/items").json(R"({"id":7})").send();
    EXPECT_EQ(r.code(), 201);
    EXPECT_EQ(r.header("location"), "/items/7/a%2Fb%3Fc");
    EXPECT_EQ(r.text(), R"({"id":7})");
}

TEST(responses, cannot_be_split) {
    TestClient c(Router{
        get<"/header">([] { return std::pair{SetHeader{"x-a", "a\r\nset-cookie: sid=evil"}, "x"}; }),
        get<"/cookie">([] { return std::pair{SetCookie{.name = "a", .value = "b; Domain=evil\r\n"}, "x"}; }),
        get<"/to">([](Query<Item> q) { return Redirect::to(q->id ? "/x\r\nset-cookie: a=b" : "/fine"); }),
    }
                     .build()
                     .value());
    for (std::string_view path : {"/header", "/cookie", "/to?id=1"}) {
        auto r = c.get(path).send();
        EXPECT_EQ(r.code(), 500) << path;
        EXPECT_EQ(r.header("set-cookie"), "") << path;
        EXPECT_EQ(r.text().find("evil"), std::string::npos) << path;
    }
    EXPECT_EQ(c.get("/to?id=0").send().header("location"), "/fine");
}

TEST(redirect, stays_on_this_site_unless_told_otherwise) {
    for (std::string_view bad :
         {"//evil", "/\\evil", "https://evil", "", "javascript:alert(1)", "/a b", "/\tx", "\\\\evil", "/a\n"}) {
        EXPECT_FALSE(Redirect::is_local(bad)) << bad;
    }
    EXPECT_TRUE(Redirect::is_local("/a?next=//b#c"));
    TestClient c(Router{get<"/a">([] { return Redirect::permanent("/b?x=1"); }),
                        get<"/b">([] { return Redirect::external("https://a.example/"); }),
                        get<"/c">([] { return Redirect::external("javascript:x"); })}
                     .build()
                     .value());
    EXPECT_EQ(c.get("/a").send().code(), 308);
    EXPECT_EQ(c.get("/b").send().header("location"), "https://a.example/");
    EXPECT_EQ(c.get("/c").send().code(), 500);
}

class FileTest : public testing::Test {
protected:
    FileTest() {
        char name[] = "/tmp/kaon_web_XXXXXX";
        folder = mkdtemp(name);
        write("public/a.txt", "0123456789");
        write("public/sub/b.css", "b{}");
        write("public/.secret", "no");
        write("public/%2e%2e", "literal");
        write("outside.txt", "outside");
        EXPECT_EQ(symlink((folder + "/outside.txt").c_str(), (folder + "/public/link.txt").c_str()), 0);
    }
    ~FileTest() override { EXPECT_EQ(std::system(("rm -r " + folder).c_str()), 0); }
    void write(const std::string& path, std::string_view text) {
        const std::string full = folder + "/" + path;
        EXPECT_EQ(std::system(("mkdir -p $(dirname " + full + ")").c_str()), 0);
        std::ofstream(full) << text;
    }
    std::string folder;
};

TEST_F(FileTest, serve_dir_answers_conditions_and_ranges) {
    TestClient c(Router{get<"/s/{*path}">(serve_dir(folder + "/public"))}.build().value());
    auto r = c.get("/s/a.txt").send();
    EXPECT_EQ(r.text(), "0123456789");
    EXPECT_EQ(r.header("content-type"), "text/plain; charset=utf-8");
    EXPECT_EQ(c.get("/s/a.txt").header("if-none-match", r.header("etag")).send().code(), 304);
    EXPECT_EQ(c.get("/s/a.txt").header("if-match", "\"other\"").send().code(), 412);
    EXPECT_EQ(c.get("/s/sub/b.css").send().header("content-type"), "text/css; charset=utf-8");
    EXPECT_EQ(c.head("/s/a.txt").send().text(), "");
    const struct {
        std::string_view range;
        int code;
        std::string_view text;
        std::string_view content_range;
    } cases[] = {
        {"bytes=2-4", 206, "234", "bytes 2-4/10"},
        {"bytes=8-", 206, "89", "bytes 8-9/10"},
        {"bytes=-3", 206, "789", "bytes 7-9/10"},
        {"bytes=0-99", 206, "0123456789", "bytes 0-9/10"},
        {"bytes=10-", 416, "", "bytes */10"},
        {"bytes=-0", 416, "", "bytes */10"},
        {"bytes=4-2", 200, "0123456789", ""},
        {"bytes=0-1,3-4", 200, "0123456789", ""},
        {"bytes=a-b", 200, "0123456789", ""},
        {"lines=1-2", 200, "0123456789", ""},
        {"bytes=99999999999999999999-", 200, "0123456789", ""},
    };
    for (const auto& test : cases) {
        r = c.get("/s/a.txt").header("range", test.range).send();
        EXPECT_EQ(r.code(), test.code) << test.range;
        EXPECT_EQ(r.header("content-range"), test.content_range) << test.range;
        if (test.code != 416) EXPECT_EQ(r.text(), test.text) << test.range;
    }
    EXPECT_EQ(c.get("/s/a.txt").header("range", "bytes=0-1").header("if-range", "\"old\"").send().code(), 200);
}

TEST_F(FileTest, serve_dir_never_leaves_its_folder) {
    TestClient c(Router{get<"/s/{*path}">(serve_dir(folder + "/public"))}.build().value());
    for (std::string_view path :
         {"/s/../outside.txt", "/s/%2e%2e/outside.txt", "/s/%2E./outside.txt", "/s/sub/../../outside.txt",
          "/s/..%2foutside.txt", "/s/..%2Foutside.txt", "/s/..%5coutside.txt", "/s/.secret", "/s/sub", "/s/sub/",
          "/s//etc/passwd", "/s/link.txt", "/s/a.txt%00.css", "/s/a.txt/", "/s/./a.txt"}) {
        auto r = c.get(path).send();
        EXPECT_TRUE(r.code() == 404 || r.code() == 400) << path << " " << r.code();
        EXPECT_EQ(r.text().find("outside"), std::string::npos) << path;
    }
    EXPECT_EQ(c.get("/s/%252e%252e").send().text(), "literal");
}

TEST_F(FileTest, file_responses_download_under_a_safe_name) {
    const std::string path = folder + "/public/a.txt";
    TestClient c(
        Router{get<"/f">([path]() -> Task<FileResponse> {
                   auto file = co_await FileResponse::open(path);
                   co_return std::move(file).download_as("\"отчёт\"\r\n/2026.txt");
               }),
               get<"/gone">([]() -> Task<FileResponse> { co_return co_await FileResponse::open("/nonexistent/x"); })}
            .build()
            .value());
    auto r = c.get("/f").send();
    EXPECT_EQ(r.text(), "0123456789");
    EXPECT_EQ(r.header("content-disposition").find("attachment; filename=\"_"), 0u);
    EXPECT_NE(r.header("content-disposition").find("%0D%0A%2F2026.txt"), std::string::npos);
    r = c.get("/gone").send();
    EXPECT_EQ(r.code(), 404);
    EXPECT_EQ(r.text().find("nonexistent"), std::string::npos);
}

TEST(assets, have_strong_etags) {
    static constexpr Asset table[] = {{"css/a.css", "text/css", "\"v1\"", "a{}"},
                                      {"a.js", "text/javascript", "\"v2\"", "1;2"}};
    TestClient c(
        Router{get<"/assets/{*path}">(serve_assets(table, {.cache_control = "public, max-age=60"}))}.build().value());
    auto r = c.get("/assets/css/a.css").send();
    EXPECT_EQ(r.text(), "a{}");
    EXPECT_EQ(r.header("etag"), "\"v1\"");
    EXPECT_EQ(r.header("cache-control"), "public, max-age=60");
    EXPECT_EQ(c.get("/assets/a.js").header("if-none-match", "W/\"v2\"").send().code(), 304);
    EXPECT_EQ(c.get("/assets/a.js").header("range", "bytes=0-0").send().text(), "1");
    EXPECT_EQ(c.get("/assets/css%2Fa.css").send().code(), 404);
    EXPECT_EQ(c.get("/assets/css/").send().code(), 404);
}

}  // namespace
}  // namespace kaon::inline v0
