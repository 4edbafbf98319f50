using System.ComponentModel;

namespace Plimsoll.Build.Components;

/// <summary>How code is compiled. A build with a class of this name of its own uses that instead.</summary>
[TypeConverter(typeof(TypeConverter<Configuration>))]
public sealed class Configuration : Enumeration
{
    /// <summary>For debugging.</summary>
    public static Configuration Debug { get; } = new() { Value = nameof(Debug) };

    /// <summary>For users.</summary>
    public static Configuration Release { get; } = new() { Value = nameof(Release) };

    /// <summary>The text, for arguments.</summary>
    public static implicit operator string(Configuration configuration) => configuration.Value;
}
