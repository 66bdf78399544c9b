// The folder of the endpoint: one process's at a time, private, and reset without taking anything else along.
#include "server/data_folder.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "server/store/sqlite.h"
#include "tests/server/running_endpoint.h"

namespace waymark::server {
namespace {

using test::file_text;
using test::TemporaryFolder;
using test::write_file;

TEST(DataFolder, IsUsedByOneProcessOnly) {
  const TemporaryFolder folder;
  const auto first = DataFolder::open(folder.path(), false);
  ASSERT_TRUE(first);
  const auto second = DataFolder::open(folder.path(), false);
  ASSERT_FALSE(second);
  EXPECT_NE(second.error().find("Another waymark-endpoint"), std::string::npos);
}

TEST(DataFolder, ResetDeletesWhatIsOursAndNothingElse) {
  const TemporaryFolder folder;
  {
    const auto data = DataFolder::open(folder.path(), false);
    ASSERT_TRUE(data && SqliteStore::open(data->database()));
  }
  write_file(folder.path() / "letter.txt", "mine");
  const auto data = DataFolder::open(folder.path(), true);
  ASSERT_TRUE(data);
  EXPECT_FALSE(std::filesystem::exists(data->database()));
  EXPECT_EQ(file_text(folder.path() / "letter.txt"), "mine");
}

TEST(DataFolder, ThatOthersCanReadIsRefused) {
  const TemporaryFolder folder;
  for (const mode_t mode : {0755, 0750, 0701, 0770}) {
    ASSERT_EQ(chmod(folder.path().c_str(), mode), 0);
    const auto data = DataFolder::open(folder.path(), false);
    ASSERT_FALSE(data) << mode;
    EXPECT_NE(data.error().find("chmod 700 " + folder.path().string()), std::string::npos) << data.error();
  }
  ASSERT_EQ(chmod(folder.path().c_str(), 0700), 0);
  EXPECT_TRUE(DataFolder::open(folder.path(), false));
}

TEST(DataFolder, ThatCannotBeWrittenIsNamed) {
  const TemporaryFolder folder;
  write_file(folder.path() / "file", "");
  const auto data = DataFolder::open(folder.path() / "file" / "data", false);
  ASSERT_FALSE(data);
  EXPECT_NE(data.error().find("--data DIR"), std::string::npos) << data.error();
}

}  // namespace
}  // namespace waymark::server
