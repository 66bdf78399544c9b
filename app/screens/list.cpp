#include "app/screens/screen.h"

namespace waymark::screens {

std::unique_ptr<Screen> make_screen(const Route& route) {
  switch (route.page) {
#define WAYMARK_SCREEN_MAKE(name) \
  case Page::name:                \
    return make_##name(route);
    WAYMARK_SCREENS(WAYMARK_SCREEN_MAKE)
#undef WAYMARK_SCREEN_MAKE
  }
  return nullptr;
}

std::string_view name_of(Page page) {
  switch (page) {
#define WAYMARK_SCREEN_TEXT(name) \
  case Page::name:                \
    return #name;
    WAYMARK_SCREENS(WAYMARK_SCREEN_TEXT)
#undef WAYMARK_SCREEN_TEXT
  }
  return {};
}

}  // namespace waymark::screens
