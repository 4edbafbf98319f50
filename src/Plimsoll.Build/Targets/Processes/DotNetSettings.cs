namespace Plimsoll.Build.Targets;

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

    /// <summary>Adds an option where it is asked for.</summary>
    protected static void AddSwitch(ICollection<string> arguments, string option, bool value)
    {
        if (value)
            arguments.Add(option);
    }
}

/// <summary><c>dotnet restore</c>.</summary>
public sealed record DotNetRestoreSettings : DotNetSettings
{
    /// <summary>Fails where a lock file would change.</summary>
    public bool LockedMode { get; init; }

    /// <inheritdoc />
    protected override string Command => "restore";

    /// <inheritdoc />
    protected override void AddTo(ICollection<string> arguments) => AddSwitch(arguments, "--locked-mode", LockedMode);
}

/// <summary>What the commands that compile have in common.</summary>
public abstract record DotNetCompileSettings : DotNetSettings
{
    /// <summary>The configuration, such as <c>Release</c>.</summary>
    public string? Configuration { get; init; }

    /// <summary>One target framework out of several.</summary>
    public string? Framework { get; init; }

    /// <summary>Where the result goes.</summary>
    public AbsolutePath? Output { get; init; }

    /// <summary>Takes the last restore's result.</summary>
    public bool NoRestore { get; init; }

    /// <inheritdoc />
    protected override void AddTo(ICollection<string> arguments)
    {
        AddValue(arguments, "--configuration", Configuration);
        AddValue(arguments, "--framework", Framework);
        AddValue(arguments, "--output", Output?.ToString());
        AddSwitch(arguments, "--no-restore", NoRestore);
    }
}

/// <summary><c>dotnet build</c>.</summary>
public sealed record DotNetBuildSettings : DotNetCompileSettings
{
    /// <inheritdoc />
    protected override string Command => "build";
}

/// <summary><c>dotnet test</c>.</summary>
public sealed record DotNetTestSettings : DotNetCompileSettings
{
    /// <summary>Takes the last build's result.</summary>
    public bool NoBuild { get; init; }

    /// <summary>Which tests run, such as <c>FullyQualifiedName~Tags</c>.</summary>
    public string? Filter { get; init; }

    /// <summary>Loggers, such as <c>trx</c>.</summary>
    public IReadOnlyList<string> Loggers { get; init; } = [];

    /// <summary>Where result files go.</summary>
    public AbsolutePath? ResultsDirectory { get; init; }

    /// <inheritdoc />
    protected override string Command => "test";

    /// <inheritdoc />
    protected override void AddTo(ICollection<string> arguments)
    {
        base.AddTo(arguments);
        AddSwitch(arguments, "--no-build", NoBuild);
        AddValue(arguments, "--filter", Filter);
        foreach (var logger in Loggers)
            AddValue(arguments, "--logger", logger);
        AddValue(arguments, "--results-directory", ResultsDirectory?.ToString());
    }
}

/// <summary><c>dotnet publish</c>.</summary>
public sealed record DotNetPublishSettings : DotNetCompileSettings
{
    /// <summary>Takes the last build's result.</summary>
    public bool NoBuild { get; init; }

    /// <summary>The runtime identifier, such as <c>linux-x64</c>.</summary>
    public string? Runtime { get; init; }

    /// <inheritdoc />
    protected override string Command => "publish";

    /// <inheritdoc />
    protected override void AddTo(ICollection<string> arguments)
    {
        base.AddTo(arguments);
        AddSwitch(arguments, "--no-build", NoBuild);
        AddValue(arguments, "--runtime", Runtime);
    }
}

/// <summary><c>dotnet pack</c>.</summary>
public sealed record DotNetPackSettings : DotNetCompileSettings
{
    /// <summary>Takes the last build's result.</summary>
    public bool NoBuild { get; init; }

    /// <inheritdoc />
    protected override string Command => "pack";

    /// <inheritdoc />
    protected override void AddTo(ICollection<string> arguments)
    {
        base.AddTo(arguments);
        AddSwitch(arguments, "--no-build", NoBuild);
    }
}
