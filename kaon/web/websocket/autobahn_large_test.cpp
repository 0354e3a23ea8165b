// Autobahn, sections 9, 10, 12 and 13: large messages, many messages, many pieces, all of it compressed.
#include "kaon/http/ws/encoder.hpp"
#include "kaon/web/websocket/autobahn_test.hpp"

namespace kaon::inline v0::autobahn {

static constexpr std::size_t kilo = 1024, mega = kilo * kilo;

static std::string in_fragments(Opcode opcode, std::string_view payload, std::size_t size) {
    std::string frames;
    for (std::size_t at = 0; at < payload.size(); at += size) {
        frames +=
            frame(at ? Opcode::continuation : opcode, payload.substr(at, size), {.final = at + size >= payload.size()});
    }
    return frames;
}

TEST(autobahn, section_9_1_to_9_4_large_messages_whole_and_in_fragments) {
    int i = 0;
    for (const std::size_t size : {64 * kilo, 256 * kilo, mega, 4 * mega, 8 * mega, 16 * mega}) {
        const std::string data(size, '*');
        const std::string id = std::to_string(++i);
        expect_case({"9.1." + id, text(data) + close_1000, "text:" + data + " close:1000 "});
        expect_case({"9.2." + id, binary(data) + close_1000, "binary:" + data + " close:1000 "});
    }
    const std::string data(4 * mega, '*');
    i = 0;
    for (std::size_t size = 64; size <= 4 * mega; size *= 4) {
        const std::string id = std::to_string(++i);
        expect_case(
            {"9.3." + id, in_fragments(Opcode::text, data, size) + close_1000, "text:" + data + " close:1000 "});
        expect_case(
            {"9.4." + id, in_fragments(Opcode::binary, data, size) + close_1000, "binary:" + data + " close:1000 "});
    }
}

TEST(autobahn, section_9_5_and_9_6_a_megabyte_in_small_pieces) {
    const std::string data(mega, '*');
    int i = 0;
    for (std::size_t piece = 64; piece <= 2048; piece *= 2) {
        const std::string id = std::to_string(++i);
        expect_case({"9.5." + id, text(data) + close_1000, "text:" + data + " close:1000 ", piece});
        expect_case({"9.6." + id, binary(data) + close_1000, "binary:" + data + " close:1000 ", piece});
    }
}

TEST(autobahn, section_9_7_and_9_8_a_thousand_messages_one_after_the_other) {
    int i = 0;
    for (const std::size_t size : {0, 16, 64, 256, 1024, 4096}) {
        ++i;
        const std::string data(size, '*');
        TestClient client(echo_service());
        TestWebSocket socket = open_websocket(client, "/");
        for (int message = 0; message < 1000; ++message) {
            socket.send(data);
            const TestMessage echoed = socket.receive();
            ASSERT_TRUE(echoed.kind == TestMessage::Kind::text && echoed.text == data) << "case 9.7." << i;
            socket.send_binary(data);
            ASSERT_EQ(socket.receive().kind, TestMessage::Kind::binary) << "case 9.8." << i;
        }
    }
}

TEST(autobahn, section_10_a_message_in_frames_of_1300_bytes) {
    const std::string data(65536, '*');
    expect_case({"10.1.1", in_fragments(Opcode::text, data, 1300) + close_1000, "text:" + data + " close:1000 "});
}

// What the suite compresses: prose and JSON, markup, a picture (here: noise).
static std::string sample(int kind, std::size_t size) {
    const std::string_view sources[] = {
        R"({"id": 17, "name": "Ada Lovelace", "tags": ["first", "program"], "note": null}, )",
        "<li class=\"entry\"><a href=\"/article/1815\">The analytical engine weaves algebraic patterns</a></li>\n",
        "It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of ",
    };
    std::string data;
    std::uint64_t noise = 88172645463325252u;
    while (data.size() < size) {
        noise ^= noise << 13, noise ^= noise >> 7, noise ^= noise << 17;
        if (kind < 3) data.append(sources[kind].substr(noise % 7));
        else data.push_back(static_cast<char>(noise & 0xff));
    }
    data.resize(size);
    return data;
}

struct Client {
    http::ws::DeflateTerms writes;  // the client's direction, for a Deflater that thinks itself a server
    std::string_view offer;
    std::string_view answer;
    WebSocketOptions options;
};

static void expect_compressed(const std::string& id, const Client& peer, int kind, std::size_t size, std::size_t cut,
                              int count) {
    TestClient client(echo_service(peer.options));
    TestWebSocket socket = open_websocket(client, "/", {.headers = {{"sec-websocket-extensions", peer.offer}}});
    ASSERT_EQ(socket.header("sec-websocket-extensions"), peer.answer) << "case " << id;
    http::ws::Deflater deflater(peer.writes);
    const std::string data = sample(kind, size);
    std::size_t wire = 0;
    for (int i = 0; i < count; ++i) {
        ByteBuffer squeezed;
        ASSERT_TRUE(deflater.compress(squeezed, data));
        std::string frames = in_fragments(Opcode::binary, squeezed.view(), cut);
        frames[0] = static_cast<char>(frames[0] | http::ws::reserved_1);
        socket.send_raw(frames);
        const TestMessage echoed = socket.receive();
        ASSERT_TRUE(echoed.kind == TestMessage::Kind::binary && echoed.text == data) << "case " << id;
        wire += echoed.wire_bytes;
    }
    if (kind < 3 && size >= 1024) EXPECT_LT(wire, size * static_cast<std::size_t>(count) * 3 / 4) << "case " << id;
    socket.send_raw(close_1000);
    EXPECT_EQ(answers_of(socket), "close:1000 ") << "case " << id;
}

TEST(autobahn, section_12_compressed_messages_of_every_kind_and_size) {
    const Client peer{.writes = {.server_keeps_context = true},
                      .offer = "permessage-deflate; client_max_window_bits",
                      .answer = "permessage-deflate",
                      .options = {.compression = Compression::dedicated, .compress_from = 0}};
    const std::size_t sizes[] = {16, 64, 256, 1024, 4096, 8192, 16384, 32768, 65536, 131072};
    for (int kind = 0; kind < 4; ++kind) {
        const std::string section = "12." + std::to_string(kind + 1) + ".";
        int i = 0;
        for (const std::size_t size : sizes) {
            expect_compressed(section + std::to_string(++i), peer, kind, size, SIZE_MAX, 10);
        }
        for (const std::size_t size : {8192, 16384, 32768, 65536, 131072, 131072, 131072, 131072}) {
            ++i;
            expect_compressed(section + std::to_string(i), peer, kind, size, i < 16 ? 256 : 1024, 5);
        }
    }
}

TEST(autobahn, section_13_compressed_messages_under_every_agreement) {
    const WebSocketOptions keeps{.compression = Compression::dedicated, .compress_from = 0};
    const WebSocketOptions shares{.compression = Compression::shared, .compress_from = 0};
    const WebSocketOptions small{.compression = Compression::dedicated, .compress_from = 0, .window_bits = 9};
    const Client peers[] = {
        {{.server_keeps_context = true}, "permessage-deflate", "permessage-deflate", keeps},
        {{},
         "permessage-deflate; client_no_context_takeover; client_max_window_bits; server_no_context_takeover",
         "permessage-deflate; server_no_context_takeover; client_no_context_takeover",
         keeps},
        {{.server_keeps_context = true, .server_window_bits = 9},
         "permessage-deflate; client_max_window_bits; server_max_window_bits=9",
         "permessage-deflate; server_max_window_bits=9; client_max_window_bits=9",
         small},
        {{.server_keeps_context = true},
         "permessage-deflate; client_max_window_bits; server_max_window_bits=15",
         "permessage-deflate",
         keeps},
        {{.server_window_bits = 9},
         "permessage-deflate; server_no_context_takeover; client_max_window_bits; server_max_window_bits=9",
         "permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=9",
         {.compression = Compression::shared, .compress_from = 0}},
        {{},
         "permessage-deflate; server_no_context_takeover; server_max_window_bits=15",
         "permessage-deflate; server_no_context_takeover; client_no_context_takeover",
         shares},
        {{.server_keeps_context = true, .server_window_bits = 9},
         "permessage-deflate; unknown, permessage-deflate; client_max_window_bits; server_max_window_bits=9",
         "permessage-deflate; server_max_window_bits=9; client_max_window_bits=9",
         small},
    };
    for (std::size_t p = 0; p < std::size(peers); ++p) {
        int i = 0;
        for (const std::size_t size : {16, 64, 256, 1024, 4096, 8192, 16384, 32768, 65536, 131072}) {
            const std::string id = "13." + std::to_string(p + 1) + "." + std::to_string(++i);
            expect_compressed(id, peers[p], 2, size, SIZE_MAX, 5);
        }
        for (const std::size_t size : {8192, 16384, 32768, 65536, 131072, 131072, 131072, 131072}) {
            const std::string id = "13." + std::to_string(p + 1) + "." + std::to_string(++i);
            expect_compressed(id, peers[p], 2, size, 1024, 3);
        }
    }
}

}  // namespace kaon::inline v0::autobahn
