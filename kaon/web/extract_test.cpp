// What handlers take.
#include <gtest/gtest.h>

#include "kaon/coro/time.hpp"
#include "kaon/web/test_client.hpp"
#include "kaon/web/web.hpp"

namespace kaon::inline v0 {
namespace {

enum class Color { red, green };
struct Place {
    std::string city;
    Color color;
};
struct Search {
    int limit;
    std::optional<std::string> after;
    std::vector<std::string> tag;
    static consteval auto describe() { return reflect::rules({{.field = "limit", .min = 1, .max = 100}}); }
};
struct SignUp {
    std::string name;
    int age;
    bool news;
    static consteval auto describe() {
        return reflect::rules({{.field = "name", .min_length = 3}, {.field = "age", .min = 13}});
    }
};

TEST(path, reads_scalars_tuples_and_structs) {
    TestClient c(Router{
        get<"/one/{n}">([](Path<std::int16_t> n) { return std::to_string(*n); }),
        get<"/two/{a}/{b}">([](Path<std::string> a, Path<double> b) { return *a + std::to_string(int(*b * 2)); }),
        get<"/tuple/{a}/{b}">(
            [](Path<std::tuple<std::string, bool>> t) { return std::get<0>(*t) + (std::get<1>(*t) ? "+" : "-"); }),
        get<"/place/{color}/{city}">(
            [](Path<Place> p) { return p->city + (p->color == Color::green ? " green" : " red"); }),
        get<"/rest/{*path}">([](Path<std::string> path) { return *path; }),
        get<"/maybe">([](std::optional<Path<int>> id) { return id ? "some" : "none"; }),
    }
                     .build()
                     .value());
    const struct {
        std::string_view path;
        int code;
        std::string_view text;
    } cases[] = {
        {"/one/-7", 200, "-7"},          {"/one/32768", 400, ""},          {"/one/1x", 400, ""},
        {"/two/a%2Fb/1.5", 200, "a/b3"}, {"/tuple/x/true", 200, "x+"},     {"/tuple/x/maybe", 400, ""},
        {"/place/green/K%C3%B6ln", 200, "Köln green"},                     {"/place/blue/x", 400, ""},
        {"/rest/a/b", 200, "a/b"},       {"/maybe", 200, "none"},          {"/one/%ff", 400, ""},
    };
    for (const auto& test : cases) {
        auto r = c.get(test.path).send();
        EXPECT_EQ(r.code(), test.code) << test.path;
        if (test.code == 200) EXPECT_EQ(r.text(), test.text) << test.path;
    }
    EXPECT_NE(c.get("/one/1x").send().text().find(R"("field":"n")"), std::string::npos);
}

TEST(query, reads_a_struct_and_reports_all_fields) {
    TestClient c(Router{get<"/">([](Query<Search> q) {
                     return std::to_string(q->limit) + q->after.value_or("-") + std::to_string(q->tag.size());
                 })}
                     .build()
                     .value());
    EXPECT_EQ(c.get("/?limit=5&after=a+b&tag=x&tag=y&unknown=1").send().text(), "5a b2");
    EXPECT_EQ(c.get("/?limit=5").send().text(), "5-0");
    EXPECT_EQ(c.get("/").send().code(), 400);
    EXPECT_EQ(c.get("/?limit=x").send().code(), 400);
    EXPECT_EQ(c.get("/?limit=500").send().code(), 422);
    EXPECT_EQ(c.get("/?limit=%zz").send().code(), 400);
    EXPECT_EQ(c.get("/?limit=5&after=%ff").send().code(), 400);
}

TEST(form, reads_bodies_and_reports_all_fields_at_once) {
    TestClient c(Router{post<"/">([](Form<SignUp> f) {
                     return f->name + std::to_string(f->age) + (f->news ? "!" : "");
                 })}.build()
                     .value());
    EXPECT_EQ(c.post("/").form({{"name", "ada & co"}, {"age", "36"}, {"news", "on"}}).send().text(), "ada & co36!");
    EXPECT_EQ(c.post("/").form({{"name", "ada"}, {"age", "36"}}).send().text(), "ada36");
    auto r = c.post("/").form({{"name", "x"}, {"age", "old"}}).send();
    EXPECT_EQ(r.code(), 422);
    EXPECT_NE(r.text().find(R"("field":"name")"), std::string::npos) << r.text();
    EXPECT_NE(r.text().find(R"("field":"age")"), std::string::npos) << r.text();
    EXPECT_EQ(c.post("/").json("{}").send().code(), 415);
    EXPECT_EQ(c.post("/").body("name=%G", "application/x-www-form-urlencoded").send().code(), 400);
    EXPECT_EQ(c.post("/").body(std::string(3 << 20, 'a'), "application/x-www-form-urlencoded").send().code(), 413);
    std::string many;
    for (int i = 0; i < 5000; ++i) many += "a=1&";
    EXPECT_EQ(c.post("/").body(many, "application/x-www-form-urlencoded").send().code(), 413);
}

TEST(submitted, keeps_what_was_typed_beside_its_message) {
    TestClient c(Router{post<"/">([](Submitted<SignUp> form) {
                     if (form) return "saved " + form->name;
                     return std::string(form.input("age")) + "|" + std::string(form.message("age")) + "|" +
                            std::string(form.message("name")) + "|" + form->name;
                 })}.build()
                     .value());
    EXPECT_EQ(c.post("/").form({{"name", "ada"}, {"age", "36"}}).send().text(), "saved ada");
    const std::string again = c.post("/").form({{"name", "ada"}, {"age", "<old>"}}).send().text();
    EXPECT_EQ(again.substr(0, 6), "<old>|");
    EXPECT_NE(again[6], '|');
    EXPECT_EQ(again.substr(again.size() - 5), "||ada");
    EXPECT_EQ(c.post("/").body("name=%ff", "application/x-www-form-urlencoded").send().code(), 400);
    EXPECT_EQ(c.post("/").json("{}").send().code(), 415);
}

TEST(json, reads_bodies_whole_or_in_pieces) {
    TestClient c(Router{post<"/">([](Json<SignUp> b) { return b->name; }, body_limit(1000))}.build().value());
    const std::string good = R"({"name":"ada","age":36,"news":true})";
    EXPECT_EQ(c.post("/").json(good).send().text(), "ada");
    EXPECT_EQ(c.post("/").json(good).in_pieces_of(3).send().text(), "ada");
    EXPECT_EQ(c.post("/").body(good, "Application/Problem+JSON; charset=utf-8").send().text(), "ada");
    EXPECT_EQ(c.post("/").body(good, "text/plain").send().code(), 415);
    EXPECT_EQ(c.post("/").send().code(), 415);
    EXPECT_EQ(c.post("/").json("{").send().code(), 400);
    EXPECT_EQ(c.post("/").json("").send().code(), 400);
    EXPECT_EQ(c.post("/").json(R"({"name":1,"age":"x","news":true})").send().code(), 422);
    EXPECT_EQ(c.post("/").json(R"({"name":"a","age":3,"news":true})").send().code(), 422);
    EXPECT_EQ(c.post("/").json(std::string(1001, ' ')).send().code(), 413);
    EXPECT_EQ(c.post("/").json(std::string(1001, ' ')).in_pieces_of(100).send().code(), 413);
}

TEST(body, comes_as_text_bytes_or_a_stream) {
    TestClient c(Router{
        post<"/text">([](Text t) { return *t; }),
        post<"/bytes">([](Bytes b) { return std::to_string(b->size()); }),
        post<"/stream">([](Body body) -> Task<std::string> {
            std::size_t pieces = 0, size = 0;
            while (auto piece = co_await body.read()) ++pieces, size += piece->size();
            co_return std::to_string(pieces) + "/" + std::to_string(size);
        }),
    }.build().value());
    EXPECT_EQ(c.post("/text").body("h\u00e9", "text/plain").send().text(), "h\u00e9");
    EXPECT_EQ(c.post("/text").body("\xff", "text/plain").send().code(), 400);
    EXPECT_EQ(c.post("/bytes").body(std::string("\xff\0", 2), "x/y").send().text(), "2");
    EXPECT_EQ(c.post("/stream").body(std::string(4 << 20, 'x'), "x/y").in_pieces_of(1 << 20).send().text(),
              "4/4194304");
}

TEST(headers, are_read_whole_or_typed) {
    TestClient c(Router{
        get<"/all">([](Headers h) { return std::string(h->get("x-a").value_or("none")); }),
        get<"/typed">([](Header<"x-size", int> size) { return std::to_string(*size + 1); }),
        get<"/maybe">([](std::optional<Header<"x-size", int>> size) { return size ? "some" : "none"; }),
        get<"/cookie">([](Cookies cookies) { return std::string(cookies.get("sid").value_or("none")); }),
        get<"/peer">([](Peer peer, RequestId id) { return peer->text() + (id->size() == 16 ? "" : "?"); }),
    }.build().value());
    EXPECT_EQ(c.get("/all").header("X-A", "1").send().text(), "1");
    EXPECT_EQ(c.get("/typed").header("x-size", "4").send().text(), "5");
    EXPECT_EQ(c.get("/typed").header("x-size", "4k").send().code(), 400);
    EXPECT_EQ(c.get("/typed").send().code(), 400);
    EXPECT_EQ(c.get("/maybe").send().text(), "none");
    EXPECT_EQ(c.get("/maybe").header("x-size", "4k").send().code(), 400);
    EXPECT_EQ(c.get("/cookie").header("cookie", "a=b; sid=17").send().text(), "17");
    EXPECT_EQ(c.get("/peer").header("x-forwarded-for", "9.9.9.9").send().text(), "127.0.0.1");
}

// Extractors of an application's own.
struct ApiKey {
    std::string value;
    static Result<ApiKey> from_request(Request& request) {
        auto key = request.header("x-api-key");
        if (!key) return Error(Errc::unauthenticated, "an API key is needed");
        if (*key == "bad") return Error(Errc::invalid, "that is no API key");
        return ApiKey{std::string(*key)};
    }
};
struct Users {
    std::string name;
};
struct CurrentUser {
    std::string name;
    using needs = Needs<Users>;
    static Task<CurrentUser> from_request(Request& request) {
        using namespace literals;
        ApiKey key = co_await ApiKey::from_request(request);
        co_await sleep(5ms);
        co_return CurrentUser{request.state<Users>()->name + key.value};
    }
};

struct EvenQuery {
    struct Fields {
        int n;
    };
    int n;
    static Result<EvenQuery> from_request(Request& request) {
        Result<Query<Fields>> query = extract<Query<Fields>>(request);
        if (!query) return std::move(query).error();
        if ((*query)->n % 2) return Error(Errc::unprocessable).with_field("n", "must be even");
        return EvenQuery{(*query)->n};
    }
};

TEST(custom_extractors, stand_on_others) {
    TestClient c(Router{get<"/">([](EvenQuery q) { return std::to_string(q.n); })}.build().value());
    EXPECT_EQ(c.get("/?n=4").send().text(), "4");
    EXPECT_EQ(c.get("/?n=5").send().code(), 422);
    EXPECT_EQ(c.get("/?n=x").send().code(), 400);
}

TEST(custom_extractors, wait_want_state_and_may_be_absent) {
    auto router = Router{
        get<"/key">([](ApiKey key) { return key.value; }),
        get<"/user/{id}">([](CurrentUser user, Path<int> id) { return user.name + std::to_string(*id); }),
        get<"/maybe">([](std::optional<ApiKey> key) { return key ? key->value : "nobody"; }),
        get<"/maybe-user">([](std::optional<CurrentUser> u) -> Task<std::string> { co_return u ? u->name : "nobody"; }),
        get<"/result">([](Result<ApiKey> key) { return key ? key->value : std::string(key.error().text()); }),
        post<"/both">([](CurrentUser user, Json<SignUp> body) { return user.name + body->name; }),
    };
    static_assert(std::is_same_v<decltype(router), Router<Users>>);
    TestClient c(std::move(router).with(Users{"u"}).build().value());
    EXPECT_EQ(c.get("/key").send().code(), 401);
    EXPECT_EQ(c.get("/key").header("x-api-key", "k").send().text(), "k");
    EXPECT_EQ(c.get("/user/4").header("x-api-key", "k").send().text(), "uk4");
    EXPECT_EQ(c.get("/user/x").header("x-api-key", "k").send().code(), 400);
    EXPECT_EQ(c.get("/user/4").send().code(), 401);
    EXPECT_EQ(c.get("/maybe").send().text(), "nobody");
    EXPECT_EQ(c.get("/maybe").header("x-api-key", "bad").send().code(), 400);
    EXPECT_EQ(c.get("/maybe-user").send().text(), "nobody");
    EXPECT_EQ(c.get("/maybe-user").header("x-api-key", "k").send().text(), "uk");
    EXPECT_EQ(c.get("/result").send().text(), "an API key is needed");
    EXPECT_EQ(c.post("/both")
                  .header("x-api-key", "k")
                  .json(R"({"name":"ada","age":36,"news":true})")
                  .in_pieces_of(4)
                  .send()
                  .text(),
              "ukada");
}

TEST(local, is_made_once_per_core) {
    static int made;
    made = 0;
    struct Counter {
        int hits = 0;
    };
    Service service = Router{get<"/">([](Local<Counter> counter) { return std::to_string(++counter->hits); })}
                          .with(per_core([] { return ++made, Counter(); }))
                          .build()
                          .value();
    TestClient one(service), other(service);
    EXPECT_EQ(one.get("/").send().text(), "1");
    EXPECT_EQ(one.get("/").send().text(), "2");
    EXPECT_EQ(other.get("/").send().text(), "1");
    EXPECT_EQ(made, 2);
}

}  // namespace
}  // namespace kaon::inline v0
