namespace Plimsoll.Publishing.Configuration;

/// <summary>The file that is read.</summary>
/// <param name="File">Its name, as messages have it.</param>
/// <param name="Mistakes">What is wrong in it.</param>
internal sealed record YamlSource(string File, ConfigurationMistakes Mistakes);
