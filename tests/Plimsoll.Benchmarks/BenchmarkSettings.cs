using System.Globalization;

namespace Plimsoll.Benchmarks;

/// <summary>What is measured, and where the results go.</summary>
internal sealed record BenchmarkSettings
{
    private const string Usage = "usage: [--commands | --parts] [--only TEXT[,TEXT…]] [--runs N] [--quick] [--tiny] [--output FOLDER] [--page FILE]";

    /// <summary>Whether whole commands are compared. The default is <c>true</c>.</summary>
    public bool RunsCommands { get; private set; } = true;

    /// <summary>Whether parts are measured. The default is <c>true</c>.</summary>
    public bool RunsParts { get; private set; } = true;

    /// <summary>Words of which a name has to contain one, ignoring case. The default is none: everything.</summary>
    public IReadOnlyList<string> Only { get; private set; } = [];

    /// <summary>How often each command is timed. The default <c>null</c> leaves it to the scenario.</summary>
    public int? Runs { get; private set; }

    /// <summary>Whether three runs are enough, and less exact numbers of parts. The default is <c>false</c>.</summary>
    public bool IsQuick { get; private set; }

    /// <summary>Whether everything is as small as it can be, to see that it runs. The default is <c>false</c>.</summary>
    public bool IsTiny { get; private set; }

    /// <summary>Where tables, JSON and charts go. The default is the working directory.</summary>
    public string Output { get; private set; } = ".";

    /// <summary>The page whose marked part becomes the tables of commands, or <c>null</c>.</summary>
    public string? Page { get; private set; }

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">It cannot be understood.</exception>
    public static BenchmarkSettings Parse(IReadOnlyList<string> arguments)
    {
        var settings = new BenchmarkSettings();
        var rest = new Queue<string>(arguments);
        while (rest.TryDequeue(out var argument))
            switch (argument)
            {
                case "--commands":
                    settings.RunsParts = false;
                    break;
                case "--parts":
                    settings.RunsCommands = false;
                    break;
                case "--quick":
                    settings.IsQuick = true;
                    break;
                case "--tiny":
                    settings.IsTiny = true;
                    break;
                case "--only":
                    settings.Only = Value(argument, rest).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
                    break;
                case "--runs":
                    settings.Runs = int.TryParse(Value(argument, rest), NumberStyles.None, CultureInfo.InvariantCulture, out var runs) && runs > 0
                        ? runs
                        : throw new ArgumentException($"--runs takes a number above 0.\n{Usage}");
                    break;
                case "--output":
                    settings.Output = Value(argument, rest);
                    break;
                case "--page":
                    settings.Page = Value(argument, rest);
                    break;
                default:
                    throw new ArgumentException($"'{argument}' is not known.\n{Usage}");
            }

        if (!settings.RunsCommands && !settings.RunsParts)
            throw new ArgumentException($"--commands and --parts exclude each other.\n{Usage}");
        if (settings.Page is not null && (settings.Only.Count > 0 || settings.IsTiny || !settings.RunsCommands))
            throw new ArgumentException($"--page writes the comparisons of all commands; it goes with none of --only, --tiny and --parts.\n{Usage}");
        return settings;
    }

    /// <summary>Whether something of this name is measured.</summary>
    public bool Includes(params ReadOnlySpan<string> names)
    {
        if (Only.Count == 0)
            return true;
        foreach (var name in names)
            foreach (var word in Only)
                if (name.Contains(word, StringComparison.OrdinalIgnoreCase))
                    return true;
        return false;
    }

    private static string Value(string option, Queue<string> rest) =>
        rest.TryDequeue(out var value) ? value : throw new ArgumentException($"{option} needs a value.\n{Usage}");
}
