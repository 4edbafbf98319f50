namespace Plimsoll.Build.Tools;

/// <summary>The format of packages of symbols.</summary>
public sealed record DotNetSymbolPackageFormat : NamedValue
{
    private DotNetSymbolPackageFormat(string value) : base(value)
    {
    }

#pragma warning disable IDE1006, CA1707 // These are the names that NuGet has.
    /// <summary>What symbol servers take today.</summary>
    public static DotNetSymbolPackageFormat snupkg { get; } = new("snupkg");

    /// <summary>The old format.</summary>
    public static DotNetSymbolPackageFormat symbols_nupkg { get; } = new("symbols.nupkg");
#pragma warning restore IDE1006, CA1707
}
