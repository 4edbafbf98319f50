namespace Automation;

enum Configuration { Debug, Release }
