// The format of server-sent events, cut everywhere.
#include <vector>

#include <gtest/gtest.h>

#include "kaon/client/event_reader.hpp"

using namespace kaon;
using namespace kaon::client;

namespace {

// "type|data|id" of each event.
std::string read_in(std::string_view text, std::size_t piece) {
    EventReader reader;
    std::string all;
    for (std::size_t at = 0; at < text.size(); at += piece) {
        reader.feed(text.substr(at, piece));
        while (auto event = reader.next().value()) all += event->type + "|" + event->data + "|" + event->id + ";";
    }
    return all;
}

}  // namespace

TEST(event_reader, reads_fields_and_line_ends_however_they_are_cut) {
    struct Case {
        std::string_view text, events;
    };
    constexpr Case cases[] = {
        {"data: a\n\n", "message|a|;"},
        {"data:a\r\n\r\ndata: b\r\rdata:c\n\n", "message|a|;message|b|;message|c|;"},
        {"data: a\ndata:\ndata:  b\n\n", "message|a\n\n b|;"},
        {": note\n\nevent: add\ndata: 1\nid: 7\n\ndata: 2\n\n", "add|1|7;message|2|7;"},
        {"id: 1\n\nevent: lost\n\ndata: x\n\n", "message|x|1;"},
        {"data:a\r\n\ndata:b\n\r\n", "message|a|;message|b|;"},
        {"data\n\n", "message||;"},
        {"\xef\xbb\xbf"
         "data: bom\n\n\xef\xbb\xbf"
         "data: no\n\n",
         "message|bom|;"},
        {"data: cut", ""},
        {"data: \xff\xc3\xa9\n\n", "message|\xef\xbf\xbd\xc3\xa9|;"},
        {"unknown: x\nDATA: y\ndata : z\ndata: w\n\n", "message|w|;"},
    };
    for (const Case& c : cases) {
        for (std::size_t piece = 1; piece <= c.text.size(); ++piece)
            EXPECT_EQ(read_in(c.text, piece), c.events) << c.text << " by " << piece;
    }
    EXPECT_EQ(read_in(std::string_view("id: a\0b\ndata: x\n\n", 17), 3), "message|x|;");
}

TEST(event_reader, takes_a_wait_of_digits_alone) {
    for (const auto& [text, milliseconds] : {std::pair{"1500", 1500},
                                             {"0", 0},
                                             {"-1", -1},
                                             {"1.5", -1},
                                             {"", -1},
                                             {"99999999999999999999", 24 * 3600 * 1000}}) {
        EventReader reader;
        const std::string line = std::string("retry: ") + text + "\n";
        reader.feed(line);
        EXPECT_FALSE(reader.next().value());
        EXPECT_EQ(reader.retry().value_or(Duration::milliseconds(-1)).whole_milliseconds(), milliseconds) << text;
    }
}

TEST(event_reader, limits_lines_and_events) {
    for (const std::string& text :
         {std::string(200, 'x'), "data: " + std::string(200, 'x') + "\n",
          std::string("data: 0123456789\ndata: 0123456789\n") + "data: " + std::string(90, 'y') + "\n"}) {
        EventReader reader(100);
        reader.feed(text);
        auto outcome = reader.next();
        ASSERT_FALSE(outcome);
        EXPECT_EQ(outcome.error().name(), "too_large");
    }
}

TEST(event_reader, does_not_count_a_byte_order_mark_as_part_of_the_first_line) {
    const std::string text = "\xef\xbb\xbf"
                             "data:abc\n\n";
    for (std::size_t piece : {1u, 3u, 4u, 100u}) {
        EventReader reader(8);
        std::string all;
        for (std::size_t at = 0; at < text.size(); at += piece) {
            reader.feed(std::string_view(text).substr(at, piece));
            auto event = reader.next();
            ASSERT_TRUE(event.has_value()) << piece;
            if (*event) all += (*event)->data;
        }
        EXPECT_EQ(all, "abc") << piece;
    }
}

TEST(event_reader, forgets_what_was_incomplete_when_it_begins_again) {
    EventReader reader;
    reader.feed("id: 3\ndata: a\n\nid: 4\ndata: lost");
    EXPECT_EQ(reader.next().value()->data, "a");
    EXPECT_FALSE(reader.next().value());
    reader.begin_again();
    reader.feed("data: b\n\n");
    const auto event = reader.next().value();
    EXPECT_EQ(event->data + event->id, "b3");
}
