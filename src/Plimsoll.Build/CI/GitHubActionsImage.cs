namespace Plimsoll.Build.CI;

/// <summary>The machines that GitHub has for jobs. Some that builds name are no longer there; a job for them waits in vain.</summary>
public enum GitHubActionsImage
{
    /// <summary><c>windows-2025</c>.</summary>
    WindowsServer2025,

    /// <summary><c>windows-2022</c>.</summary>
    WindowsServer2022,

    /// <summary><c>windows-2019</c>.</summary>
    WindowsServer2019,

    /// <summary><c>windows-2016</c>.</summary>
    WindowsServer2016R2,

    /// <summary><c>windows-11-arm</c>.</summary>
    Windows11Arm,

    /// <summary><c>ubuntu-24.04</c>.</summary>
    Ubuntu2404,

    /// <summary><c>ubuntu-24.04-arm</c>.</summary>
    Ubuntu2404Arm,

    /// <summary><c>ubuntu-22.04</c>.</summary>
    Ubuntu2204,

    /// <summary><c>ubuntu-22.04-arm</c>.</summary>
    Ubuntu2204Arm,

    /// <summary><c>ubuntu-20.04</c>.</summary>
    Ubuntu2004,

    /// <summary><c>ubuntu-18.04</c>.</summary>
    Ubuntu1804,

    /// <summary><c>ubuntu-16.04</c>.</summary>
    Ubuntu1604,

    /// <summary><c>macos-26</c>.</summary>
    MacOs26,

    /// <summary><c>macos-15</c>.</summary>
    MacOs15,

    /// <summary><c>macos-15-intel</c>.</summary>
    MacOs15Intel,

    /// <summary><c>macos-14</c>.</summary>
    MacOs14,

    /// <summary><c>macos-13</c>.</summary>
    MacOs13,

    /// <summary><c>macos-12</c>.</summary>
    MacOs12,

    /// <summary><c>macos-11</c>.</summary>
    MacOs11,

    /// <summary><c>macos-10.15</c>.</summary>
    MacOs1015,

    /// <summary><c>macos-10.14</c>.</summary>
    MacOs1014,

    /// <summary><c>windows-latest</c>.</summary>
    WindowsLatest,

    /// <summary><c>ubuntu-latest</c>.</summary>
    UbuntuLatest,

    /// <summary><c>macos-latest</c>.</summary>
    MacOsLatest,

    /// <summary><c>self-hosted</c>.</summary>
    SelfHosted,
}
