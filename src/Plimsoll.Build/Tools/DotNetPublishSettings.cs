namespace Plimsoll.Build.Tools;

/// <summary><c>dotnet publish</c>.</summary>
public sealed record DotNetPublishSettings : DotNetCompileSettings
{
    /// <summary>Uses the result of the last build.</summary>
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
