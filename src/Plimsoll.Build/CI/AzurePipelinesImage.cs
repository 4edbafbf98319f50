namespace Plimsoll.Build.CI;

/// <summary>The machines that Azure Pipelines has for jobs. Some that builds name are no longer there; a job for them fails.</summary>
public enum AzurePipelinesImage
{
    /// <summary><c>windows-latest</c>.</summary>
    WindowsLatest,

    /// <summary><c>windows-2025</c>.</summary>
    Windows2025,

    /// <summary><c>windows-2022</c>.</summary>
    Windows2022,

    /// <summary><c>windows-2019</c>.</summary>
    Windows2019,

    /// <summary><c>vs2017-win2016</c>.</summary>
    Vs2017Win2016,

    /// <summary><c>ubuntu-latest</c>.</summary>
    UbuntuLatest,

    /// <summary><c>ubuntu-24.04</c>.</summary>
    Ubuntu2404,

    /// <summary><c>ubuntu-22.04</c>.</summary>
    Ubuntu2204,

    /// <summary><c>ubuntu-20.04</c>.</summary>
    Ubuntu2004,

    /// <summary><c>ubuntu-18.04</c>.</summary>
    Ubuntu1804,

    /// <summary><c>ubuntu-16.04</c>.</summary>
    Ubuntu1604,

    /// <summary><c>macOS-latest</c>.</summary>
    MacOsLatest,

    /// <summary><c>macOS-15</c>.</summary>
    MacOs15,

    /// <summary><c>macOS-14</c>.</summary>
    MacOs14,

    /// <summary><c>macOS-13</c>.</summary>
    MacOs13,

    /// <summary><c>macOS-12</c>.</summary>
    MacOs12,

    /// <summary><c>macOS-11</c>.</summary>
    MacOs11,

    /// <summary><c>macOS-10.15</c>.</summary>
    MacOs1015,

    /// <summary><c>macOS-10.14</c>.</summary>
    MacOs1014,
}
