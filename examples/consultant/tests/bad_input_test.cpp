// Bad input: every mistake at once beside its field, the input kept, nothing stored.
#include <gtest/gtest.h>

#include "kaon/http/uri.hpp"
#include "tests/site.hpp"

namespace consultant {
namespace {

using kaon::TestResponse;

constexpr std::string_view form_type = "application/x-www-form-urlencoded";

TestResponse post_raw(Site& site, std::string body, std::string_view type = form_type) {
    return site.client()
        .post("/consultations")
        .header("accept", "text/html")
        .header("accept-language", "en")
        .body(std::move(body), type)
        .send();
}

TEST(bad_forms, limits_count_characters_not_bytes) {
    Site site;
    for (const char* character : {"я", "a", "🦀"}) {
        EXPECT_EQ(site.post_basic(repeated(character, 4000)).code(), 303) << character;
        const auto r = site.post_basic(repeated(character, 4001));
        EXPECT_EQ(r.code(), 422) << character;
        EXPECT_TRUE(contains(r.text(), "At most 4,000 characters; these are 4,001.")) << character;
        EXPECT_TRUE(contains(r.text(), repeated(character, 4001))) << "the input is kept";
    }
    EXPECT_EQ(site.post_pro(repeated("я", 1000), repeated("🦀", 1000), repeated("z", 1000)).code(), 303);
    EXPECT_EQ(site.post_pro(repeated("я", 1001), "x", "y").code(), 422);
    EXPECT_EQ(site.stored().size(), 4u);
}

TEST(bad_forms, line_ends_count_once_and_are_stored_as_lf) {
    Site site;
    EXPECT_EQ(site.post_basic(repeated("a\r\n", 2000)).code(), 303) << "as a browser sends 4,000 characters";
    EXPECT_EQ(site.consultation(1).description, repeated("a\n", 2000));
}

TEST(bad_forms, show_all_mistakes_at_once_and_keep_the_input) {
    Site site;
    const auto r = site.post_pro("", "Order <service> & \"shop\"", repeated("x", 1001));
    EXPECT_EQ(r.code(), 422);
    EXPECT_EQ(r.header("content-type"), "text/html; charset=utf-8");
    EXPECT_EQ(count(r.text(), "class=\"field-error\""), 2u);
    EXPECT_EQ(count(r.text(), "aria-invalid=\"true\""), 2u);
    EXPECT_TRUE(contains(r.text(), "id=\"stack-error\">Write at least one character here."));
    EXPECT_TRUE(contains(r.text(), "aria-describedby=\"stack-hint stack-error\""));
    EXPECT_TRUE(contains(r.text(), "<a href=\"#pain\">Main pain of the team</a>: At most 1,000 characters"));
    EXPECT_TRUE(contains(r.text(), "Order &lt;service&gt; &amp; &quot;shop&quot;") ||
                contains(r.text(), "Order &lt;service&gt; &amp; \"shop\""));
    EXPECT_TRUE(contains(r.text(), repeated("x", 1001)));
    EXPECT_TRUE(contains(r.text(), "<title>Error: "));
    EXPECT_TRUE(site.stored().empty());
}

TEST(bad_forms, with_nothing_to_see_are_empty) {
    Site site;
    for (const char* text : {"", " ", "\r\n\t ", "\u00A0\u00A0", "\u200B\u2060", "\u202E"}) {
        const auto r = site.post_basic(text, "ru");
        EXPECT_EQ(r.code(), 422) << '"' << text << '"';
        EXPECT_TRUE(contains(r.text(), "Напишите здесь хотя бы один символ."));
    }
    EXPECT_EQ(post_raw(site, "").code(), 422);
    EXPECT_EQ(post_raw(site, "unknown=1&other=2").code(), 422);
    EXPECT_TRUE(site.stored().empty());
}

TEST(bad_forms, unknown_form_or_language_is_named) {
    Site site;
    const auto form = post_raw(site, "form=expert&description=text");
    EXPECT_EQ(form.code(), 422);
    EXPECT_TRUE(contains(form.text(), "<li>Choose Basic or Pro.</li>"));
    const auto language = post_raw(site, "form=basic&language=de&description=kept");
    EXPECT_EQ(language.code(), 422);
    EXPECT_TRUE(contains(language.text(), "The language must be en or ru."));
    EXPECT_TRUE(contains(language.text(), ">\nkept</textarea>") || contains(language.text(), ">kept</textarea>"));
    EXPECT_TRUE(site.stored().empty());
}

TEST(bad_forms, broken_utf8_comes_back_readable_with_a_message_at_its_field) {
    Site site;
    for (const char* broken : {"%FF", "%C3", "%ED%A0%80", "%C0%AF", "%F5%80%80%80", "%00", "\xFF"}) {
        const auto r = post_raw(site, std::string("form=basic&description=good+start+") + broken + "+good+end");
        EXPECT_EQ(r.code(), 422) << broken;
        EXPECT_TRUE(contains(r.text(), "id=\"description-error\">This text is not valid UTF-8.")) << broken;
        EXPECT_TRUE(contains(r.text(), "good start \uFFFD")) << broken;
        EXPECT_TRUE(contains(r.text(), "good end</textarea>")) << broken;
    }
    const auto all = post_raw(site, "form=pro&stack=%FF&project_type=&pain=" + repeated("y", 1001));
    EXPECT_EQ(all.code(), 422);
    EXPECT_EQ(count(all.text(), "class=\"field-error\""), 3u) << "the other mistakes are shown too";
    EXPECT_EQ(post_raw(site, "x=%FF").code(), 400) << "nothing of it can be shown";
    EXPECT_EQ(post_raw(site, "description=%zz").code(), 400);
    EXPECT_TRUE(site.stored().empty());
}

TEST(bad_forms, of_another_type_or_size_are_refused_in_the_visitors_language) {
    Site site;
    for (const char* type : {"text/plain", "multipart/form-data; boundary=x", "application/json", "", ";;;"}) {
        const auto r = post_raw(site, "form=basic&description=text", type);
        EXPECT_EQ(r.code(), 415) << type;
        EXPECT_TRUE(contains(r.text(), "<h1>This request cannot be answered</h1>")) << type;
    }
    const auto large = site.post_basic(repeated("x", 256 * 1024), "ru");
    EXPECT_EQ(large.code(), 413);
    EXPECT_TRUE(contains(large.text(), "<h1>Слишком длинный текст</h1>"));
    EXPECT_TRUE(contains(large.text(), "до 4000 символов"));
    EXPECT_EQ(site.post_basic(repeated("я", 30'000)).code(), 422) << "much too long is answered with the form";
    EXPECT_TRUE(site.stored().empty());
}

TEST(bad_json, is_refused_with_all_fields_and_nothing_stored) {
    struct Case {
        std::string body;
        int status;
        std::string_view fields;
    };
    const Case cases[] = {
        {R"({})", 422, "description"},
        {R"({"description": " "})", 422, "description"},
        {R"({"form": "pro"})", 422, "pain project_type stack"},
        {R"({"form": "pro", "language": "de", "stack": "x"})", 422, "language pain project_type"},
        {R"({"form": "expert", "description": "x"})", 422, "form"},
        {R"({"language": "", "description": ")" + repeated("я", 4001) + R"("})", 422, "description"},
        {R"({"description": 5, "form": []})", 422, "description form"},
        {R"({"description": null})", 422, "description"},
        {R"({"description": "\u200b"})", 422, "description"},
    };
    Site site;
    for (const Case& c : cases) {
        const auto r = site.post_json(c.body);
        EXPECT_EQ(r.code(), c.status) << c.body.substr(0, 80) << r.text();
        EXPECT_EQ(fields_of(r), c.fields) << c.body.substr(0, 80);
    }
    EXPECT_TRUE(site.stored().empty());
}

TEST(bad_json, that_cannot_be_read_is_400_415_or_413) {
    Site site;
    for (const char* body :
         {"", "{", "null", "[]", "\"x\"", "{\"description\": \"\xFF\"}", "{\"description\": \"\xED\xA0\x80\"}",
          "{\"description\": \"\\ud800\"}", "{\"description\": \"a\", \"description\": \"b\"}",
          "{\"description\": \"a\"} trailing", "{\"description\": \"a\nb\"}", "{'description': 1}"}) {
        const auto r = site.post_json(body);
        EXPECT_TRUE(r.code() == 400 || r.code() == 422) << body << r.code();
        EXPECT_EQ(r.header("content-type"), "application/problem+json") << body;
    }
    EXPECT_EQ(site.post_json(repeated("[", 100'000)).code(), 400);
    EXPECT_EQ(site.post_json(R"({"description": ")" + repeated("x", 300'000) + "\"}").code(), 413);
    for (const char* type : {"text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""}) {
        const auto r = site.client().post("/api/consultations").body(R"({"description": "x"})", type).send();
        EXPECT_EQ(r.code(), 415) << type;
    }
    EXPECT_TRUE(site.stored().empty());
}

TEST(bad_json, messages_are_in_the_visitors_language) {
    Site site;
    EXPECT_TRUE(contains(site.post_json("{}", "ru").text(), "Напишите здесь хотя бы один символ."));
    EXPECT_TRUE(contains(site.post_json("{}", "en").text(), "Write at least one character here."));
}

}  // namespace
}  // namespace consultant
