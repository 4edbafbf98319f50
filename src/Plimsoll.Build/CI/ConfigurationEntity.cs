namespace Plimsoll.Build.CI;

/// <summary>A part of the file of a CI host.</summary>
public abstract class ConfigurationEntity
{
    /// <summary>Writes the part.</summary>
    /// <param name="writer">What it is written with, indented for its place.</param>
    public abstract void Write(CustomFileWriter writer);
}
