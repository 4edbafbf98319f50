using YamlDotNet.Core;

namespace Plimsoll.Publishing.Configuration.Settings;

/// <summary>Where a setting comes from.</summary>
/// <param name="Kind">Which of the places it is.</param>
/// <param name="Name">The file, the variable, or the setting as it was given; <c>null</c> for a default.</param>
/// <param name="Line">The line in the file, from 1.</param>
/// <param name="Column">The column, from 1.</param>
internal sealed record SettingOrigin(SettingOriginKind Kind, string? Name = null, long? Line = null, long? Column = null)
{
    public static SettingOrigin Default { get; } = new(SettingOriginKind.Default);

    public static SettingOrigin In(string file, Mark mark) => new(SettingOriginKind.File, file, mark.Line, mark.Column);
}
