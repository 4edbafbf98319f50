namespace Plimsoll.Build.Tools;

/// <summary>What the <c>dotnet</c> commands have in common. A value left at its default adds no argument.</summary>
public abstract record DotNetSettings
{
    /// <summary>A project, solution or directory. The default is what <c>dotnet</c> finds in the working directory.</summary>
    public AbsolutePath? ProjectFile { get; init; }

    /// <summary>MSBuild properties, each passed as <c>-p:Name=Value</c>.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    /// <summary>MSBuild's own verbosity, such as <c>minimal</c>.</summary>
    public string? Verbosity { get; init; }

    /// <summary>Arguments that have no member here, last.</summary>
    public IReadOnlyList<string> AdditionalArguments { get; init; } = [];

    /// <summary>How the process is run.</summary>
    public ProcessOptions Process { get; init; } = ProcessOptions.Default;

    /// <summary>The first argument of <c>dotnet</c>.</summary>
    protected abstract string Command { get; }

    /// <summary>Returns the arguments of <c>dotnet</c>.</summary>
    public IReadOnlyList<string> ToArguments()
    {
        var arguments = new List<string> { Command };
        if (ProjectFile is not null)
            arguments.Add(ProjectFile);
        AddTo(arguments);
        AddValue(arguments, "--verbosity", Verbosity);
        arguments.Add("--nologo");

        // MSBuild splits a value at ';' and ','.
        foreach (var (name, value) in Properties)
            arguments.Add($"-p:{name}={value.Replace("%", "%25").Replace(";", "%3B").Replace(",", "%2C")}");
        arguments.AddRange(AdditionalArguments);
        return arguments;
    }

    /// <summary>Adds the command's own arguments.</summary>
    protected abstract void AddTo(ICollection<string> arguments);

    /// <summary>Adds an option and its value, unless that is <c>null</c>.</summary>
    protected static void AddValue(ICollection<string> arguments, string option, string? value)
    {
        if (value is null)
            return;
        arguments.Add(option);
        arguments.Add(value);
    }

    /// <summary>Adds an option if <paramref name="value"/> is set.</summary>
    protected static void AddSwitch(ICollection<string> arguments, string option, bool value)
    {
        if (value)
            arguments.Add(option);
    }
}
