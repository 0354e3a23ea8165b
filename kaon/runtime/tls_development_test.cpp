// The certificate for development: kept, agreed on by programs that start at once, made anew when it is no good.
#include <filesystem>
#include <fstream>
#include <thread>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kaon/runtime/detail/tls_context.hpp"
#include "kaon/runtime/tls_development.hpp"

using namespace kaon;
using namespace kaon::runtime;

namespace {

class development_certificate_test : public ::testing::Test {
protected:
    void SetUp() override { ASSERT_NE(::mkdtemp(root_), nullptr); }
    void TearDown() override { std::filesystem::remove_all(root_); }

    std::string folder() const { return std::string(root_) + "/state/kaon"; }
    std::string file() const { return folder() + "/localhost.pem"; }
    DevelopmentCertificate made() const { return development_certificate({.folder = folder()}).value(); }
    void write(const TlsCertificate& certificate) const {
        std::ofstream(file()) << certificate.chain << certificate.key;
    }
    static unsigned mode(const std::string& path) {
        struct stat facts{};
        EXPECT_EQ(::stat(path.c_str(), &facts), 0);
        return facts.st_mode & 0777;
    }

private:
    char root_[32] = "/tmp/kaon_state_XXXXXX";
};

}  // namespace

TEST_F(development_certificate_test, stays_the_same_and_is_the_users_alone) {
    const DevelopmentCertificate first = made();
    EXPECT_EQ(first.file, file());
    EXPECT_EQ(first.unkept, "");
    EXPECT_EQ(first.fingerprint.size(), 32u * 3 - 1);
    EXPECT_EQ(first.fingerprint[2], ':');
    EXPECT_EQ(mode(file()), 0600u);
    EXPECT_EQ(mode(folder()), 0700u);
    EXPECT_EQ(made().fingerprint, first.fingerprint);
    const auto server = TlsServer::load({.certificates = {first.certificate}}).value();
    for (const char* host : {"localhost", "127.0.0.1", "[::1]"}) EXPECT_TRUE(server->is_for(host)) << host;
    EXPECT_FALSE(server->is_for("example.org"));
}

TEST_F(development_certificate_test, is_made_anew_when_it_is_no_good) {
    const std::vector<std::string> names = {"localhost", "127.0.0.1", "::1"};
    std::string last = made().fingerprint;
    const auto is_replaced = [&](const char* why) {
        const std::string now = made().fingerprint;
        EXPECT_NE(now, last) << why;
        EXPECT_EQ(made().fingerprint, now) << why;
        EXPECT_EQ(mode(file()), 0600u) << why;
        last = now;
    };
    write(make_certificate({.names = names, .ends = 24h * 29}).value());
    is_replaced("about to expire");
    write(make_certificate({.names = {"localhost", "127.0.0.1"}}).value());
    is_replaced("a name is missing");
    std::ofstream(file()) << "broken";
    is_replaced("no certificate");
    write({.chain = make_certificate({.names = names}).value().chain, .key = make_certificate({}).value().key});
    is_replaced("another one's key");
    ::chmod(file().c_str(), 0644);
    is_replaced("others could read the key");
    const std::string elsewhere = folder() + "/elsewhere";
    std::filesystem::rename(file(), elsewhere);
    std::filesystem::create_symlink(elsewhere, file());
    is_replaced("it leads elsewhere");
}

TEST_F(development_certificate_test, programs_that_start_at_once_agree) {
    std::vector<std::string> seen(8);
    std::vector<std::thread> programs;
    for (std::string& fingerprint : seen) programs.emplace_back([&] { fingerprint = made().fingerprint; });
    for (std::thread& program : programs) program.join();
    for (const std::string& fingerprint : seen) EXPECT_EQ(fingerprint, seen[0]);
    EXPECT_EQ(made().fingerprint, seen[0]);
}

TEST_F(development_certificate_test, what_cannot_be_kept_serves_this_process) {
    std::filesystem::create_directories(folder());
    const std::string taken = folder() + "/file";
    std::ofstream(taken) << "a file";
    const DevelopmentCertificate own = development_certificate({.folder = taken + "/state"}).value();
    EXPECT_EQ(own.file, "");
    EXPECT_EQ(own.unkept, taken + "/state: Not a directory");
    EXPECT_TRUE(TlsServer::load({.certificates = {own.certificate}}).has_value());
}

TEST_F(development_certificate_test, lies_in_the_users_state_folder) {
    const char* before = std::getenv("XDG_STATE_HOME");
    const std::string kept = before ? before : "";
    ::setenv("XDG_STATE_HOME", (folder() + "/xdg").c_str(), 1);
    EXPECT_EQ(development_certificate().value().file, folder() + "/xdg/kaon/localhost.pem");
    if (before) ::setenv("XDG_STATE_HOME", kept.c_str(), 1);
    else ::unsetenv("XDG_STATE_HOME");
}
