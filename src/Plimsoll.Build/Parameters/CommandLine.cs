
namespace Plimsoll.Build.Parameters;

/// <summary>A parsed command line: what to run, how, and the values given to parameters.</summary>
internal sealed class CommandLine
{
    private readonly Dictionary<string, List<string>> _values = [];
    private readonly IReadOnlyCollection<string> _targetNames;

    private CommandLine(IReadOnlyCollection<string> targetNames) => _targetNames = targetNames;

    /// <summary>Names of the targets to run; none means the default.</summary>
    public List<string> Targets { get; } = [];

    /// <summary>Names of the targets to skip; <c>null</c> without <c>--skip</c>, empty for all that were not invoked.</summary>
    public List<string>? Skip { get; private set; }

    public bool Plan { get; private set; }

    public bool PlanAsJson { get; private set; }

    public bool Help { get; private set; }

    public bool NoLogo { get; private set; }

    public string? Verbosity { get; private set; }

    public string? Root { get; private set; }

    /// <summary>The name of the host, as it was given; <c>null</c> for the one that the environment tells.</summary>
    public string? Host { get; private set; }

    /// <summary>Whether what succeeded in the last run is skipped.</summary>
    public bool Continue { get; private set; }

    /// <summary>Whether an order of targets that is left to chance is an error.</summary>
    public bool Strict { get; private set; }

    /// <summary>The profiles to read, in the order given.</summary>
    public List<string> Profiles { get; } = [];

    /// <summary>Whether secrets are to be encrypted rather than targets run.</summary>
    public bool Secrets { get; private set; }

    /// <summary>The profile whose secrets are to be encrypted; <c>null</c> for the file of no profile.</summary>
    public string? SecretsProfile { get; private set; }

    /// <summary>The part of the work to do, as given; <c>null</c> where it is not.</summary>
    public string? Partition { get; private set; }

    /// <summary>Whether files of CI hosts are to be written rather than targets run.</summary>
    public bool GenerateConfiguration { get; private set; }

    /// <summary>The one file to write, by its identifier; <c>null</c> for all.</summary>
    public string? ConfigurationId { get; private set; }

    /// <summary>Whether files of CI hosts are to be compared with what the build generates.</summary>
    public bool CheckConfiguration { get; private set; }

    /// <summary>The texts given to a parameter, in order; a switch without a value has <c>true</c>.</summary>
    public IReadOnlyList<string>? GetValues(BuildParameter parameter) => _values.GetValueOrDefault(parameter.Key);

    /// <summary>Parses a command line.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="parameters">The build's parameters.</param>
    /// <param name="targetNames">The names of its targets: one behind a list of values is refused, because it may be meant as a target.</param>
    /// <exception cref="BuildException">An option is unknown, has no value where it needs one, or a value where it takes none (exit code 2).</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments, IReadOnlyList<BuildParameter> parameters, IReadOnlyCollection<string> targetNames)
    {
        var line = new CommandLine(targetNames);
        var rest = new Queue<string>(arguments);
        while (rest.TryDequeue(out var argument))
        {
            if (!IsOption(argument))
            {
                line.Targets.AddRange(Names(argument));
                continue;
            }

            var equals = argument.IndexOf('=');
            var name = equals < 0 ? argument : argument[..equals];
            var value = equals < 0 ? null : argument[(equals + 1)..];
            var key = name is "-h" or "-?" ? BuiltInOption.Help.Key : ParameterName.GetKey(name);
            if (BuiltInOption.Find(key) is { } builtIn)
                line.Take(builtIn, value, rest);
            else if (parameters.FirstOrDefault(p => p.Key == key) is { } parameter)
                line.Take(parameter, value, rest);
            else
                throw Unknown(name, parameters);
        }

        return line;
    }

    private void Take(BuiltInOption option, string? value, Queue<string> rest)
    {
        if (option == BuiltInOption.Target)
            Targets.AddRange(List(value, rest) is { Count: > 0 } names ? names : throw Missing(option.Option));
        else if (option == BuiltInOption.Skip)
            (Skip ??= []).AddRange(List(value, rest));
        else if (option == BuiltInOption.Verbosity)
            Verbosity = value ?? Next(option.Option, rest);
        else if (option == BuiltInOption.Root)
            Root = value ?? Next(option.Option, rest);
        else if (option == BuiltInOption.Host)
            Host = value ?? Next(option.Option, rest);
        else if (option == BuiltInOption.Plan)
            TakePlan(value, rest);
        else if (option == BuiltInOption.Profile)
            Profiles.AddRange(value is null ? NextAll(option.Option, rest).SelectMany(Names) : Names(value));
        else if (option == BuiltInOption.Secrets)
            TakeSecrets(value, rest);
        else if (option == BuiltInOption.Partition)
            Partition = value ?? Next(option.Option, rest);
        else if (option == BuiltInOption.GenerateConfiguration)
            TakeConfiguration(value, rest);
        else if (value is not null)
            throw BuildException.Usage($"Option {option.Option} does not take a value.");
        else if (option == BuiltInOption.Help)
            Help = true;
        else if (option == BuiltInOption.CheckConfiguration)
            CheckConfiguration = true;
        else if (option == BuiltInOption.Continue)
            Continue = true;
        else if (option == BuiltInOption.Strict)
            Strict = true;
        else
            NoLogo = true;
    }

    private void TakePlan(string? value, Queue<string> rest)
    {
        if (value is null && rest.TryPeek(out var next) && next is "json" or "text")
            value = rest.Dequeue();
        Plan = true;
        PlanAsJson = value switch
        {
            null or "text" => false,
            "json" => true,
            _ => throw BuildException.Usage($"Option --plan is '{value}', but must be text or json."),
        };
    }

    private void TakeSecrets(string? value, Queue<string> rest)
    {
        // The name of a target is left for the message that none runs, and makes no file of that name.
        Secrets = true;
        SecretsProfile = value ?? (rest.TryPeek(out var next) && !IsOption(next) && !IsTarget(next) ? rest.Dequeue() : null);
    }

    private void TakeConfiguration(string? value, Queue<string> rest)
    {
        GenerateConfiguration = true;
        ConfigurationId = value ?? (rest.TryPeek(out var next) && !IsOption(next) && !IsTarget(next) ? rest.Dequeue() : null);
    }

    private void Take(BuildParameter parameter, string? value, Queue<string> rest)
    {
        if (value is null && parameter.IsSwitch)
            value = rest.TryPeek(out var next) && next.ToUpperInvariant() is "TRUE" or "FALSE" ? rest.Dequeue() : "true";
        List<string> given = value is not null ? [value] : parameter.IsList ? NextAll(parameter.Option, rest) : [Next(parameter.Option, rest)];
        if (given.Count > 1 && parameter.Separator.Length > 0 && given.Find(v => v.Contains(parameter.Separator, StringComparison.Ordinal)) is { } both)
            throw BuildException.Usage(
                parameter.IsSecret ? $"Option {parameter.Option} has several values, and one with '{parameter.Separator}' in it." : $"Option {parameter.Option} has several values, and '{both}' with '{parameter.Separator}' in it.",
                $"Separate the values either by spaces or by '{parameter.Separator}'. [Parameter(Separator = \"\")] turns the latter off.");
        if (!_values.TryGetValue(parameter.Key, out var values))
            _values.Add(parameter.Key, values = []);
        else if (!parameter.IsList)
            throw BuildException.Usage($"Option {parameter.Option} is specified twice, but accepts only one value.");
        values.AddRange(given);
    }

    /// <summary>Takes all values up to the next option. Behind the first, the name of a target is refused rather than guessed.</summary>
    private List<string> NextAll(string option, Queue<string> rest)
    {
        var values = new List<string> { Next(option, rest) };
        while (rest.TryPeek(out var next) && !IsOption(next))
        {
            if (IsTarget(next))
                throw BuildException.Usage(
                    $"'{next}' is a target, but stands behind {option}, which takes all values up to the next option.",
                    $"Name targets first. If it is a value, write {option} once for each: {option}={next}.");
            values.Add(rest.Dequeue());
        }

        return values;
    }

    private bool IsTarget(string name) => _targetNames.Any(t => ParameterName.GetKey(t) == ParameterName.GetKey(name));

    private static List<string> List(string? value, Queue<string> rest)
    {
        var names = new List<string>();
        if (value is not null)
            names.AddRange(Names(value));
        else
            while (rest.TryPeek(out var next) && !IsOption(next))
                names.AddRange(Names(rest.Dequeue()));
        return names;
    }

    private static string[] Names(string text) =>
        text.Split(['+', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>A value may begin with a dash only where it is a number; else it is written <c>--option=-value</c>.</summary>
    private static string Next(string option, Queue<string> rest) =>
        rest.TryPeek(out var next) && !IsOption(next) ? rest.Dequeue() : throw Missing(option);

    private static bool IsOption(string argument) => argument.Length > 1 && argument[0] == '-' && !char.IsAsciiDigit(argument[1]);

    private static BuildException Missing(string option) => BuildException.Usage(
        $"Option {option} requires a value.",
        $"Write {option} VALUE, or {option}=VALUE if the value starts with a dash.");

    private static BuildException Unknown(string name, IReadOnlyList<BuildParameter> parameters)
    {
        var known = parameters.Select(p => p.Option).Concat(BuiltInOption.All.Select(o => o.Option));
        return BuildException.Usage($"Unknown option '{name}'.", Suggestion.GetAdvice(name, known, "--help lists the options."));
    }
}
