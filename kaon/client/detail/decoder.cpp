// Three libraries behind one step: some input in, some output out.
#include "kaon/client/detail/decoder.hpp"

#include <utility>

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

#include "kaon/client/error.hpp"
#include "kaon/http/headers.hpp"

namespace kaon::inline v0::client::detail {

namespace {

class Gzip final : public Decoder {
public:
    Gzip() { good_ = inflateInit2(&stream_, 15 + 16) == Z_OK; }  // 16: with gzip's head and trailer
    ~Gzip() override { inflateEnd(&stream_); }  // of one that has not begun, too

private:
    Step step(std::string_view& input, char*& room, std::size_t& size) override {
        // RFC 1952, section 2.2: members may follow each other, also in the next piece.
        if (std::exchange(between_, false)) good_ = inflateReset(&stream_) == Z_OK;
        if (!good_) return Step::broken;
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));
        stream_.avail_in = static_cast<uInt>(input.size());
        stream_.next_out = reinterpret_cast<Bytef*>(room);
        stream_.avail_out = static_cast<uInt>(size);
        const int outcome = inflate(&stream_, Z_NO_FLUSH);
        input.remove_prefix(input.size() - stream_.avail_in);
        room += size - stream_.avail_out;
        size = stream_.avail_out;
        if (outcome == Z_STREAM_END) {
            between_ = true;
            return input.empty() ? Step::end : Step::more;
        }
        if (outcome != Z_OK && outcome != Z_BUF_ERROR) return Step::broken;
        return size > 0 ? Step::needs_input : Step::more;
    }

    z_stream stream_{};
    bool good_;
    bool between_ = false;  // a member has ended
};

class Brotli final : public Decoder {
public:
    Brotli() : state_(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr)) {}
    ~Brotli() override { BrotliDecoderDestroyInstance(state_); }

private:
    Step step(std::string_view& input, char*& room, std::size_t& size) override {
        if (!state_) return Step::broken;
        std::size_t in_left = input.size();
        auto* in = reinterpret_cast<const std::uint8_t*>(input.data());
        auto* out = reinterpret_cast<std::uint8_t*>(room);
        const auto outcome = BrotliDecoderDecompressStream(state_, &in_left, &in, &size, &out, nullptr);
        input.remove_prefix(input.size() - in_left);
        room = reinterpret_cast<char*>(out);
        switch (outcome) {
            case BROTLI_DECODER_RESULT_SUCCESS: return input.empty() ? Step::end : Step::broken;
            case BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT: return Step::needs_input;
            case BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT: return Step::more;
            case BROTLI_DECODER_RESULT_ERROR: break;
        }
        return Step::broken;
    }

    BrotliDecoderState* state_;
};

class Zstd final : public Decoder {
public:
    // RFC 8878, section 3.1.1.1.2: what a decoder of content from outside should take, 8 MiB.
    Zstd() : stream_(ZSTD_createDStream()) {
        if (stream_) ZSTD_DCtx_setParameter(stream_, ZSTD_d_windowLogMax, 23);
    }
    ~Zstd() override { ZSTD_freeDStream(stream_); }

private:
    Step step(std::string_view& input, char*& room, std::size_t& size) override {
        if (!stream_) return Step::broken;
        ZSTD_inBuffer in{input.data(), input.size(), 0};
        ZSTD_outBuffer out{room, size, 0};
        const std::size_t outcome = ZSTD_decompressStream(stream_, &out, &in);
        if (ZSTD_isError(outcome)) return Step::broken;
        input.remove_prefix(in.pos);
        room += out.pos;
        size -= out.pos;
        if (outcome == 0) return input.empty() ? Step::end : Step::more;  // frames may follow each other
        return size > 0 && input.empty() ? Step::needs_input : Step::more;
    }

    ZSTD_DStream* stream_;
};

}  // namespace

std::unique_ptr<Decoder> Decoder::for_coding(std::string_view name) {
    const auto is = [&](std::string_view coding) { return http::equals_ignoring_case(name, coding); };
    if (is("gzip") || is("x-gzip")) return std::make_unique<Gzip>();
    if (is("br")) return std::make_unique<Brotli>();
    if (is("zstd")) return std::make_unique<Zstd>();
    return nullptr;
}

Result<std::string_view> Decoder::next() {
    if (!buffer_) buffer_ = std::make_unique_for_overwrite<char[]>(buffer_size);
    char* room = buffer_.get();
    std::size_t size = buffer_size;
    // A coder may hold output back while there is room, so one step without input is tried as well.
    for (Step outcome = Step::more; outcome == Step::more && size > 0;) {
        if (input_.empty() && (!begun_ || ended_)) break;
        begun_ = true;
        const std::size_t before = input_.size() + size;
        outcome = step(input_, room, size);
        ended_ = outcome == Step::end;
        if (outcome == Step::broken) return Error(ClientErrc::malformed).with_detail("the content's coding is broken");
        if (input_.size() + size == before) break;
    }
    return std::string_view(buffer_.get(), static_cast<std::size_t>(room - buffer_.get()));
}

Result<> Decoder::finish() const {
    if (begun_ && !ended_) return Error(ClientErrc::malformed).with_detail("the content's coding is cut short");
    return {};
}

}  // namespace kaon::inline v0::client::detail
