// FileResponse: downloads under a safe name, and what is not there.
#include <cstdlib>
#include <fstream>

#include <gtest/gtest.h>

#include "kaon/web/response/file.hpp"
#include "kaon/web/test_client.hpp"
#include "kaon/web/web.hpp"

namespace kaon::inline v0 {
namespace {

TEST(file_response, downloads_under_a_safe_name) {
    char folder[] = "/tmp/kaon_web_XXXXXX";
    ASSERT_NE(mkdtemp(folder), nullptr);
    const std::string path = std::string(folder) + "/a.txt";
    std::ofstream(path) << "0123456789";
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
    unlink(path.c_str());
    rmdir(folder);
}

}  // namespace
}  // namespace kaon::inline v0
