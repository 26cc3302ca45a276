using System.ComponentModel;
using System.Diagnostics;

namespace Neuro.Tests.Experiments.Traces;

/// <summary>A Python with given libraries, if there is one.</summary>
internal static class PythonLibraries
{
    private static readonly string[] Programs = [.. new[] { Environment.GetEnvironmentVariable("NEURO_PYTHON"), "python3" }.OfType<string>().Where(name => name.Length > 0)];

    /// <summary>The program that has them all; null when there is none.</summary>
    public static string? Find(params string[] libraries) =>
        Programs.FirstOrDefault(program => Run(program, string.Concat(libraries.Select(name => $"import {name}\n")), Path.GetTempPath()) is { Code: 0 });

    /// <summary>Runs a program in a folder; null when there is no such Python.</summary>
    public static (int Code, string Output, string Error)? Run(string python, string program, string folder)
    {
        try
        {
            var start = new ProcessStartInfo(python, ["-c", program])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
                WorkingDirectory = folder,
            };
            start.Environment["MPLBACKEND"] = "agg";
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, error.Result);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
