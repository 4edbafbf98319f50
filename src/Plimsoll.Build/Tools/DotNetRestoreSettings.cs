namespace Plimsoll.Build.Tools;

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
