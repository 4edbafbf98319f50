using System.Collections;
using System.Globalization;

namespace Plimsoll.Build.Tools;

/// <summary>Collects the arguments of a command.</summary>
public sealed class Arguments
{
    private readonly List<(int Position, string Text)> _placed = [];
    private readonly List<string> _options = [];
    private readonly List<string> _last = [];
    private readonly List<string> _secrets = [];
    private readonly string[] _command;

    internal Arguments(string command) => _command = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The values that must not be printed.</summary>
    internal IReadOnlyList<string> Secrets => _secrets;

    /// <summary>Adds arguments as they are typed: separated by blanks, unless these are in double quotes.</summary>
    /// <param name="text">The arguments.</param>
    /// <param name="condition">Adds nothing unless it is <c>true</c>.</param>
    public Arguments Add(string text, bool? condition = true)
    {
        if (condition == true)
            _options.AddRange(CommandText.Split(text));
        return this;
    }

    /// <summary>Adds an option with a value, unless that is <c>null</c>.</summary>
    /// <param name="format">Arguments separated by blanks, with <c>{value}</c> or <c>{0}</c> for the value, which is never split.</param>
    /// <param name="value">A text, number, boolean, list or dictionary, as a property with an <see cref="ArgumentAttribute"/>.</param>
    public Arguments Add(string format, object? value) => Add(new ArgumentAttribute(format.Replace("{0}", "{value}")), value);

    /// <summary>Adds arguments as they are, one by one.</summary>
    public Arguments AddRange(IEnumerable<string> arguments)
    {
        _options.AddRange(arguments);
        return this;
    }

    /// <summary>Adds the arguments of a property.</summary>
    public Arguments Add(ArgumentAttribute argument, object? value)
    {
        ArgumentNullException.ThrowIfNull(argument);
        switch (value)
        {
            case null:
                break;
            case bool flag when !argument.Format.Contains("{value}", StringComparison.Ordinal):
                if (flag)
                    Append(argument, "", "");
                break;
            case IReadOnlyDictionary<string, string> entries:
                if (argument.Separator is { } between && entries.Count > 0)
                    Append(argument, "", string.Join(between, entries.Select(entry => $"{entry.Key}={entry.Value}")));
                else
                    foreach (var (key, text) in entries)
                        Append(argument, key, text);
                break;
            case not string and IEnumerable items:
                var texts = items.Cast<object?>().Select(ToText).OfType<string>().ToList();
                if (argument.Separator is { } separator && texts.Count > 0)
                    Append(argument, "", string.Join(separator, texts));
                else
                    texts.ForEach(text => Append(argument, "", text));
                break;
            default:
                Append(argument, "", ToText(value) ?? "");
                break;
        }

        return this;
    }

    /// <summary>The text of a value as tools read it: numbers with a point, booleans in small letters.</summary>
    public static string? ToText(object? value) => value switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        Enum or string => value.ToString(),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    /// <summary>All arguments in their order.</summary>
    internal List<string> ToList()
    {
        var placed = _placed.OrderBy(argument => argument.Position).ToLookup(argument => argument.Position > 0, argument => argument.Text);
        var all = _command.Concat(placed[true]).Concat(_options).Concat(placed[false]);
        return [.. _last.Count == 0 ? all : all.Append("--").Concat(_last)];
    }

    private void Append(ArgumentAttribute argument, string key, string value)
    {
        if (argument.IsSecret)
            _secrets.Add(value);
        if (argument.IsMSBuildProperty)
            value = EscapeProperty(value);
        foreach (var part in argument.Format.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var text = Fill(part, key, value);
            if (argument.AfterDashes)
                _last.Add(text);
            else if (argument.Position != 0)
                _placed.Add((argument.Position, text));
            else
                _options.Add(text);
        }
    }

    /// <summary>A key may itself read like a placeholder, so nothing is filled in twice.</summary>
    private static string Fill(string part, string key, string value) =>
        string.Join(value, part.Split("{value}").Select(piece => piece.Replace("{key}", key, StringComparison.Ordinal)));

    private static string EscapeProperty(string value) => value
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("%253B", "%3B", StringComparison.OrdinalIgnoreCase)
        .Replace("%252C", "%2C", StringComparison.OrdinalIgnoreCase)
        .Replace(";", "%3B", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);
}
