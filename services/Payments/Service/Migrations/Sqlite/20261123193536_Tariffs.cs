using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Clearance.Payments.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Tariffs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "tariff",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    create_time = table.Column<long>(type: "INTEGER", nullable: false),
                    due = table.Column<long>(type: "INTEGER", nullable: true),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: true),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    update_time = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tariff", x => x.key);
                });

            migrationBuilder.CreateIndex(
                name: "ix_tariff_create_time",
                table: "tariff",
                columns: new[] { "create_time", "key" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "tariff");
        }
    }
}
