using Plimsoll.Publishing.Configuration.Settings;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Cli.Output;

/// <summary>The result of <c>plimsoll config show</c>.</summary>
/// <param name="SchemaVersion">The version of this format.</param>
/// <param name="File">The configuration file, or <c>null</c>.</param>
/// <param name="Settings">The settings.</param>
internal sealed record ConfigReport(int SchemaVersion, string? File, IReadOnlyList<ConfigEntry> Settings)
{
    public static ConfigReport Create(CommandSession session, IReadOnlyList<Setting> settings) => new(
        1,
        session.Configuration.File is { } file ? Relative(session, file) : null,
        [.. settings.Select(setting => ConfigEntry.Create(setting, name => Relative(session, name)))]);

    public string ToJson() => CliJson.Write(this, CliJson.Default.ConfigReport);

    /// <summary>A table of the settings.</summary>
    /// <param name="withOrigin">Whether it has the column of origins.</param>
    public IEnumerable<string> ToLines(bool withOrigin)
    {
        var table = new TextTable(withOrigin ? ["KEY", "VALUE", "ORIGIN"] : ["KEY", "VALUE"]);
        foreach (var setting in Settings)
            table.Add([setting.Key, setting.Text, .. withOrigin ? (string[])[setting.Origin.ToString()] : []]);
        return table.Lines().Select(LogText.Neutralize);
    }

    private static string Relative(CommandSession session, string file) => Path.GetRelativePath(session.Directory, file).Replace(Path.DirectorySeparatorChar, '/');
}
