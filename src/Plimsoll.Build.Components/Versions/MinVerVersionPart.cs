namespace Plimsoll.Build.Components.Versions;

/// <summary>The number that <see cref="MinVerAttribute.AutoIncrement"/> counts up.</summary>
public enum MinVerVersionPart
{
    /// <summary>The third.</summary>
    Patch,

    /// <summary>The second.</summary>
    Minor,

    /// <summary>The first.</summary>
    Major,
}
