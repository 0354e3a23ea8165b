// Content that comes coded: gzip, br and zstd, whole and in bits, good, cut short, and made to fill memory.
#include <brotli/encode.h>
#include <zstd.h>

#include "tests/client/gzip.hpp"
#include "tests/client/served.hpp"

using namespace kaon;
using namespace kaon::client;
using namespace kaon::client::testing;

namespace {

const ClientOptions quick{.idle_timeout = 2s, .content_bytes = 1 << 20, .retries = {.attempts = 1}};

std::string brotli(std::string_view text) {
    std::size_t size = BrotliEncoderMaxCompressedSize(text.size());
    std::string out(size, '\0');
    EXPECT_EQ(BrotliEncoderCompress(4, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_GENERIC, text.size(),
                                    reinterpret_cast<const std::uint8_t*>(text.data()), &size,
                                    reinterpret_cast<std::uint8_t*>(out.data())),
              BROTLI_TRUE);
    out.resize(size);
    return out;
}

std::string zstd(std::string_view text, int window = 0) {
    ZSTD_CCtx* context = ZSTD_createCCtx();
    ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, window);
    ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 0);
    std::string packed(ZSTD_compressBound(text.size()), '\0');
    ZSTD_inBuffer in{text.data(), text.size(), 0};
    ZSTD_outBuffer out{packed.data(), packed.size(), 0};
    // In two steps: what knows the size at its beginning takes no larger window than that.
    EXPECT_FALSE(ZSTD_isError(ZSTD_compressStream2(context, &out, &in, ZSTD_e_continue)));
    EXPECT_EQ(ZSTD_compressStream2(context, &out, &in, ZSTD_e_end), 0u);
    ZSTD_freeCCtx(context);
    packed.resize(out.pos);
    return packed;
}

struct Coding {
    std::string_view name;
    std::string (*pack)(std::string_view text);
};
constexpr Coding codings[] = {
    {"gzip", gzip}, {"br", brotli}, {"zstd", [](std::string_view text) { return zstd(text); }}};

// Words that compress by a half or so.
std::string words(std::size_t size) {
    std::string text;
    for (std::uint32_t random = 1; text.size() < size; random = random * 1'664'525 + 1'013'904'223)
        text += std::to_string(random >> 12) + (random & 64 ? " to be " : " or not ");
    text.resize(size);
    return text;
}

// Sends the content in pieces of this size, each with a write of its own.
Speak answers(std::string_view coding, std::string content, std::size_t piece) {
    return [coding, content, piece](runtime::TcpStream peer) -> Task<void> {
        co_await read_head(peer);
        co_await peer.write_all("HTTP/1.1 200 OK\r\ncontent-encoding: " + std::string(coding) +
                                "\r\ncontent-length: " + std::to_string(content.size()) + "\r\n\r\n");
        for (std::size_t at = 0; at < content.size(); at += piece) {
            co_await peer.write_all(std::string_view(content).substr(at, piece));
            co_await sleep(0s);  // the client takes what is there
        }
    };
}

Result<std::string> read(const Speak& speak) {
    Result<std::string> told{std::string()};
    with_raw_server(speak,
                    [&](std::string base) -> Task<void> { told = co_await attempt(Client(quick).get(base).text()); });
    return told;
}

}  // namespace

TEST(client_coding, is_read_whole_and_in_pieces_of_any_size) {
    for (const Coding& coding : codings) {
        const std::string text = words(300'000), packed = coding.pack(text);
        ASSERT_LT(packed.size(), text.size());
        for (const std::size_t piece : {packed.size(), std::size_t{10'007}, std::size_t{1000}})
            EXPECT_EQ(read(answers(coding.name, packed, piece)).value_or("error"), text) << coding.name << piece;
        const std::string few = words(200);
        EXPECT_EQ(read(answers(coding.name, coding.pack(few), 1)).value_or("error"), few) << coding.name;
        EXPECT_EQ(read(answers(coding.name, coding.pack(""), 1)).value_or("error"), "") << coding.name;
    }
}

TEST(client_coding, that_is_cut_short_or_changed_is_malformed) {
    for (const Coding& coding : codings) {
        const std::string text = words(5000), packed = coding.pack(text);
        for (const std::size_t size : {std::size_t{1}, packed.size() / 2, packed.size() - 1})
            EXPECT_EQ(kind_of(read(answers(coding.name, packed.substr(0, size), 5000))), "malformed") << size;
        std::string changed = packed;
        changed[0] = static_cast<char>(changed[0] ^ 0x11);
        EXPECT_NE(read(answers(coding.name, changed, 5000)).value_or("malformed"), text) << coding.name;
    }
}

// 300 MB of nothing: the limit holds for what is made of it, and it is not made beyond the limit.
TEST(client_coding, that_is_a_bomb_ends_at_the_limit) {
    for (const Coding& coding : codings) {
        const std::string bomb = coding.pack(std::string(300 << 20, '\0'));
        ASSERT_LT(bomb.size(), 512'000u) << coding.name;
        EXPECT_EQ(kind_of(read(answers(coding.name, bomb, bomb.size()))), "too_large") << coding.name;
    }
}

// RFC 8878, section 3.1.1.1.2: a frame that wants more than 8 MB to look back is refused before memory is taken.
TEST(client_coding, of_zstd_with_a_window_above_8_mb_is_refused) {
    const std::string text = words(100'000);
    EXPECT_EQ(read(answers("zstd", zstd(text, 23), 100'000)).value_or("error"), text);
    EXPECT_EQ(kind_of(read(answers("zstd", zstd(text, 27), 100'000))), "malformed");
}
