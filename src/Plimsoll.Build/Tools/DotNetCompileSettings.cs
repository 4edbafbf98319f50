namespace Plimsoll.Build.Tools;

/// <summary>What the commands that compile have in common.</summary>
public abstract record DotNetCompileSettings : DotNetSettings
{
    /// <summary>The configuration, such as <c>Release</c>.</summary>
    public string? Configuration { get; init; }

    /// <summary>One target framework out of several.</summary>
    public string? Framework { get; init; }

    /// <summary>The output directory.</summary>
    public AbsolutePath? Output { get; init; }

    /// <summary>Uses the result of the last restore.</summary>
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
