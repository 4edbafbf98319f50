namespace Plimsoll.Build;

/// <summary>Folders of the system, for <see cref="EnvironmentInfo.SpecialFolder"/>. The names are those of <see cref="Environment.SpecialFolder"/>.</summary>
public enum SpecialFolders
{
#pragma warning disable CS1591 // They say it.
    AdminTools = Environment.SpecialFolder.AdminTools,
    ApplicationData = Environment.SpecialFolder.ApplicationData,
    CommonApplicationData = Environment.SpecialFolder.CommonApplicationData,
    CommonDocuments = Environment.SpecialFolder.CommonDocuments,
    CommonProgramFiles = Environment.SpecialFolder.CommonProgramFiles,
    CommonProgramFilesX86 = Environment.SpecialFolder.CommonProgramFilesX86,
    Desktop = Environment.SpecialFolder.Desktop,
    Fonts = Environment.SpecialFolder.Fonts,
    InternetCache = Environment.SpecialFolder.InternetCache,
    LocalApplicationData = Environment.SpecialFolder.LocalApplicationData,
    MyDocuments = Environment.SpecialFolder.MyDocuments,
    ProgramFiles = Environment.SpecialFolder.ProgramFiles,
    ProgramFilesX86 = Environment.SpecialFolder.ProgramFilesX86,
    Programs = Environment.SpecialFolder.Programs,
    StartMenu = Environment.SpecialFolder.StartMenu,
    Startup = Environment.SpecialFolder.Startup,
    System = Environment.SpecialFolder.System,
    SystemX86 = Environment.SpecialFolder.SystemX86,
    Templates = Environment.SpecialFolder.Templates,
    UserProfile = Environment.SpecialFolder.UserProfile,
    Windows = Environment.SpecialFolder.Windows,
#pragma warning restore CS1591
}
