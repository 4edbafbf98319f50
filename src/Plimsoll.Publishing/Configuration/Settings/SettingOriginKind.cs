namespace Plimsoll.Publishing.Configuration.Settings;

/// <summary>Which of the places that a setting can be made in counts.</summary>
internal enum SettingOriginKind
{
    /// <summary>It is made nowhere.</summary>
    Default,

    /// <summary>The configuration file.</summary>
    File,

    /// <summary>An environment variable.</summary>
    Variable,

    /// <summary>What the user gave with the command.</summary>
    Option,
}
