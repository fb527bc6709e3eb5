"""What people read, in zh-CN, ru and en: errors as sentences, lines of badges and cards. Pure."""
