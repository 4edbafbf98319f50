using Plimsoll.Publishing.Configuration.Settings;

namespace Plimsoll.Cli.Output;

/// <summary>Where a setting comes from.</summary>
/// <param name="Kind"><c>option</c>, <c>variable</c>, <c>file</c> or <c>default</c>.</param>
/// <param name="Name">The option, the variable or the file.</param>
/// <param name="Line">The line in the file.</param>
/// <param name="Column">The column in the file.</param>
internal sealed record ConfigOrigin(string Kind, string? Name, long? Line, long? Column)
{
    public static ConfigOrigin Create(SettingOrigin origin, Func<string, string> fileName) => new(
        origin.Kind.ToString().ToLowerInvariant(),
        origin.Kind switch
        {
            SettingOriginKind.Option => OptionName.FromSetting(origin.Name!),
            SettingOriginKind.File => fileName(origin.Name!),
            _ => origin.Name,
        },
        origin.Line,
        origin.Column);

    public override string ToString() => Line is null ? Name ?? Kind : $"{Name}:{Line}:{Column}";
}
