namespace Plimsoll.Tags.Versions;

/// <summary>What a change asks of the version, smallest first.</summary>
public enum VersionBump
{
    /// <summary>No release.</summary>
    None,

    /// <summary>The third number: a fix.</summary>
    Patch,

    /// <summary>The second number: something new.</summary>
    Minor,

    /// <summary>The first number: something breaks.</summary>
    Major,
}
