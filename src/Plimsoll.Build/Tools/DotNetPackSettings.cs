namespace Plimsoll.Build.Tools;

/// <summary><c>dotnet pack</c>.</summary>
public sealed record DotNetPackSettings : DotNetCompileSettings
{
    /// <summary>Uses the result of the last build.</summary>
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
