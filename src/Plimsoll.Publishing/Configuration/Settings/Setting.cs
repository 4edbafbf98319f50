namespace Plimsoll.Publishing.Configuration.Settings;

/// <summary>A setting as it counts.</summary>
/// <param name="Key">The key in <c>plimsoll.yml</c>, such as <c>policy.profile</c>, or the name of a setting that the file does not have.</param>
/// <param name="Values">The value: one text, several for a list, none where there is no value.</param>
/// <param name="IsList">Whether the value is written as a list.</param>
/// <param name="Origin">Where it comes from.</param>
internal sealed record Setting(string Key, IReadOnlyList<string> Values, bool IsList, SettingOrigin Origin)
{
    public Setting(string key, string? value, SettingOrigin origin)
        : this(key, value is null ? [] : [value], IsList: false, origin)
    {
    }
}
