// Streams of requests, cut at every place and at random ones: what comes out never depends on how the bytes came in.
#include <random>
#include <string>
#include <vector>

#include "kaon/http/h1/body_decoder.hpp"
#include "kaon/http/h1/head_test.hpp"

using namespace kaon;
using namespace kaon::http::h1;

namespace {

// Reads a stream as a connection does: bytes are appended to what is held, and taken off its front. A head may or may
// not stay where it was.
class Reader {
public:
    explicit Reader(const Limits& limits) : limits_(limits), parser_(limits_) {}

    void feed(std::string_view bytes) {
        held_ = std::make_unique<Exact>(std::string(rest()).append(bytes));
        used_ = 0;
        while (!refused_ && (in_content_ ? read_content() : read_head())) {
        }
    }
    // Where it stands in the end is an event too.
    std::string events() const {
        return events_ + (refused_ ? "refused" : in_content_ ? "in content" : rest().empty() ? "done" : "in head");
    }

private:
    std::string_view rest() const { return held_ ? held_->view().substr(used_) : std::string_view(); }

    bool read_head() {
        if (rest().empty()) return false;
        const HeadResult head = parser_.parse(rest(), request_);
        if (head.state == HeadResult::State::incomplete) return false;
        events_ += test::describe(head, request_) + "\n";
        parser_.reset();
        refused_ = head.state == HeadResult::State::refused;
        if (refused_) return false;
        used_ += head.head_size;
        trailers_.clear();
        decoder_ = BodyDecoder(head.framing, head.length, limits_, &trailers_);
        in_content_ = true;
        return true;
    }

    bool read_content() {
        const BodyStep step = decoder_.decode(rest());
        events_ += step.data;
        used_ += step.consumed;
        if (step.state == BodyStep::State::refused) {
            events_ += "\n" + std::string(step.reason) + "\n";
            refused_ = true;
        } else if (step.state == BodyStep::State::end) {
            for (const auto& [name, value] : trailers_) events_.append("\n").append(name).append("=").append(value);
            events_ += "\n--\n";
            in_content_ = false;
        }
        return step.consumed > 0 || step.state == BodyStep::State::end;
    }

    const Limits limits_;
    HeadParser parser_;
    BodyDecoder decoder_;
    http::Request request_;
    http::Headers trailers_;
    std::unique_ptr<Exact> held_;
    std::size_t used_ = 0;
    bool in_content_ = false, refused_ = false;
    std::string events_;
};

const Limits tight{.head_bytes = 200,
                   .target_bytes = 40,
                   .fields = 4,
                   .chunk_line_bytes = 24,
                   .chunk_extension_bytes = 30,
                   .trailer_bytes = 60};

std::string read_in(const std::vector<std::string_view>& pieces) {
    Reader reader(tight);
    for (std::string_view piece : pieces) reader.feed(piece);
    return reader.events();
}

const std::string head = " / HTTP/1.1\r\nHost: a\r\n", chunked = "POST" + head + "Transfer-Encoding: chunked\r\n\r\n";

// Good ones, refused ones, several in a row, each limit reached and passed.
const std::string streams[] = {
    "GET" + head + "\r\n",
    "GET" + head + "\r\nGET" + head + "\r\n",
    "\r\n\r\nGET /a?b=c%20d HTTP/1.1\r\nHost: example.org:8080\r\nX: \t y \t\r\nEmpty:\r\n\r\n",
    "HEAD" + head + "Connection: close\r\n\r\nrest",
    "GET / HTTP/1.0\r\n\r\nGET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
    "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
    "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET http://b/p HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET https://[::1]:8/?q HTTP/1.1\r\nHost: a\r\n\r\n",
    "PROPFIND" + head + "Depth: 1\r\n\r\n",
    "M!#$%&'*+-.^_`|~" + head + "X!#$%&'*+-.^_`|~1: v\x80\xff\r\n\r\n",
    "POST" + head + "Content-Length: 5\r\n\r\nhelloGET" + head + "\r\n",
    "POST" + head + "Content-Length: 0\r\n\r\nGET" + head + "\r\n",
    "POST" + head + "Content-Length: 50\r\n\r\nhello",
    "POST" + head + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\nhi",
    "POST" + head + "TE: trailers\r\nContent-Length: 2\r\n\r\nhi",
    chunked + "5\r\nhello\r\n0\r\n\r\nGET" + head + "\r\n",
    chunked + "A\r\n0123456789\r\n00b;x=\"y\"\r\nhello again\r\n0;z\r\n\r\n",
    chunked + "0\r\nDigest: 1 2 \r\nHost: evil\r\nB:\r\n\r\n\r\nGET" + head + "\r\n",
    chunked + "2\r\n\r\n\r\n0\r\n\r\n",
    chunked + "5\r\nhel",
    chunked + "5\r\nhello\r",
    "GET / HTTP/1.1\nHost: a\n\n",
    "GET / HTTP/1.1\r\nHost: a\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n",
    "GET / HTTP/1.1\r\n Host: a\r\n\r\n",
    "GET" + head + "X: a\r\n b\r\n\r\n",
    "GET" + head + "X : a\r\n\r\n",
    "GET" + head + ": a\r\n\r\n",
    "GET" + head + "X: a\x01\r\n\r\n",
    "GET / HTTP/1.1\r\n\r\n",
    "GET" + head + "Host: b\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
    "POST" + head + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
    "POST" + head + "Content-Length: 5\r\nContent-Length: 5\r\n\r\n",
    "POST" + head + "Content-Length: +5\r\n\r\n",
    "POST" + head + "Content-Length: 99999999999999999999\r\n\r\n",
    "POST" + head + "Transfer-Encoding: gzip, chunked\r\n\r\n",
    "POST" + head + "Transfer-Encoding: chunked, gzip\r\n\r\n",
    "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n",
    "GET" + head + "Expect: wonders\r\n\r\n",
    "GET / HTTP/2.0\r\n\r\n",
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "GET /\x7f HTTP/1.1\r\n\r\n",
    "GET  / HTTP/1.1\r\n\r\n",
    "G@T / HTTP/1.1\r\n\r\n",
    "\x16\x03\x01",
    "GET /" + std::string(50, 'x') + " HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET" + head + "A: b\r\nC: d\r\nE: f\r\nG: h\r\n\r\n",
    "GET" + head + "X: " + std::string(200, 'x') + "\r\n\r\n",
    chunked + "5\r\nhelloX\r\n0\r\n\r\n",
    chunked + "-5\r\nhello\r\n",
    chunked + "5\nhello\r\n",
    chunked + "5;" + std::string(30, 'x') + "\r\nhello\r\n",
    chunked + "1;0123456789012345\r\na\r\n1;0123456789012345\r\nb\r\n0\r\n\r\n",
    chunked + "fffffffffffffffff\r\n",
    chunked + "0\r\nX: " + std::string(60, 'x') + "\r\n\r\n",
    chunked + "0\r\nX : y\r\n\r\n",
    chunked + "0\r\na:\r\nb:\r\nc:\r\nd:\r\ne:\r\n\r\n",
};

}  // namespace

TEST(split, every_cut_of_every_stream_gives_the_same_events) {
    for (const std::string& text : streams) {
        const std::string_view stream = text;
        const std::string whole = read_in({stream});
        for (std::size_t cut = 1; cut < stream.size(); ++cut) {
            ASSERT_EQ(read_in({stream.substr(0, cut), stream.substr(cut)}), whole)
                << testing::PrintToString(stream) << " cut at " << cut;
        }
    }
}

TEST(split, so_does_every_pair_of_cuts) {
    for (const std::string& text : streams) {
        const std::string_view stream = text;
        const std::string whole = read_in({stream});
        for (std::size_t a = 1; a < stream.size() && stream.size() < 100; ++a) {
            for (std::size_t b = a + 1; b < stream.size(); ++b) {
                ASSERT_EQ(read_in({stream.substr(0, a), stream.substr(a, b - a), stream.substr(b)}), whole)
                    << testing::PrintToString(stream) << " cut at " << a << " and " << b;
            }
        }
    }
}

TEST(split, so_do_random_cuts_of_all_streams_behind_each_other) {
    std::mt19937 random(7);
    for (std::string_view last : streams) {
        std::string stream;  // good ones first: nothing is read behind a refusal
        for (int i = 0; i < 3; ++i) stream += streams[random() % 3];
        stream += last;
        const std::string whole = read_in({stream});
        for (int round = 0; round < 100; ++round) {
            Reader reader(tight);
            const std::size_t longest = 1 + random() % 40;
            for (std::size_t at = 0; at < stream.size();) {
                const std::size_t size = std::min(stream.size() - at, 1 + random() % longest);
                reader.feed(std::string_view(stream).substr(at, size));
                at += size;
            }
            ASSERT_EQ(reader.events(), whole) << testing::PrintToString(stream);
        }
    }
}

TEST(split, the_streams_mean_what_they_should) {
    EXPECT_EQ(read_in({streams[1]}), "GET path=/ query= authority=a 1.1 keep\nHost=a\n\n--\n"
                                     "GET path=/ query= authority=a 1.1 keep\nHost=a\n\n--\ndone");
    EXPECT_EQ(
        read_in({streams[18]}),
        "POST path=/ query= authority=a 1.1 keep chunked\nHost=a\nTransfer-Encoding=chunked\n\nDigest=1 2\nB=\n--\n"
        "GET path=/ query= authority=a 1.1 keep\nHost=a\n\n--\ndone");
    EXPECT_TRUE(read_in({streams[13]}).ends_with("\nhelloin content"));
    int refused = 0;
    for (std::string_view stream : streams) refused += read_in({stream}).ends_with("refused");
    EXPECT_EQ(refused, 37);
    EXPECT_GE(std::size(streams), 50u);
}
